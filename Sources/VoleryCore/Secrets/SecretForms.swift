/// The ways in which a secret may come along: as it is, and in the usual encodings.
struct SecretForms {
    private let bytes: [UInt8]
    private let value: String

    init(_ secret: Secret) {
        value = secret.value
        bytes = Array(secret.value.utf8)
    }

    /// All forms, each once.
    var all: Set<[UInt8]> {
        var forms: Set<[UInt8]> = [bytes, hex("0123456789abcdef"), hex("0123456789ABCDEF")]
        forms.formUnion(json)
        forms.formUnion(percentEncoded)
        forms.formUnion(fileNames)
        for offset in 0..<3 { forms.formUnion(base64(offset: offset)) }
        return forms.filter { $0.count >= Secret.fewestBytes }
    }

    /// As a part of a JSON text: escaped as little as can be, with `\/`, or down to ASCII.
    private var json: [[UInt8]] {
        let plain = Array(JSONValue.string(value).serialized().utf8.dropFirst().dropLast())
        let slashes = plain.flatMap { $0 == UInt8(ascii: "/") ? [UInt8(ascii: "\\"), $0] : [$0] }
        return [plain, slashes, ascii(plain, "0123456789abcdef"), ascii(plain, "0123456789ABCDEF")]
    }

    private func ascii(_ json: [UInt8], _ digits: String) -> [UInt8] {
        let digits = Array(digits.utf8)
        var result: [UInt8] = []
        for scalar in String(decoding: json, as: UTF8.self).unicodeScalars {
            guard !scalar.isASCII else {
                result.append(UInt8(scalar.value))
                continue
            }
            for unit in String(scalar).utf16 {
                result += Array("\\u".utf8)
                for shift in [12, 8, 4, 0] { result.append(digits[Int(unit >> UInt16(shift)) & 15]) }
            }
        }
        return result
    }

    /// In an address: by RFC 3986, as browsers' scripts do it, all but letters and digits, and with `+` for a space.
    private var percentEncoded: [[UInt8]] {
        let strict = Set("-._~".utf8)
        let lax = Set("-._~!*'()".utf8)
        let forms = [
            percentEncoded(keeping: strict, "0123456789ABCDEF"), percentEncoded(keeping: strict, "0123456789abcdef"),
            percentEncoded(keeping: lax, "0123456789ABCDEF"), percentEncoded(keeping: [], "0123456789ABCDEF"),
        ]
        let space = Array("%20".utf8)
        return forms + forms.map { Self.replacing(space, in: $0, by: UInt8(ascii: "+")) }
    }

    private func percentEncoded(keeping kept: Set<UInt8>, _ digits: String) -> [UInt8] {
        let digits = Array(digits.utf8)
        return bytes.flatMap { byte -> [UInt8] in
            let isLetter = (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
            return isLetter || kept.contains(byte)
                ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }

    private static func replacing(_ old: [UInt8], in bytes: [UInt8], by new: UInt8) -> [UInt8] {
        var result: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.first {
            let isOld = rest.starts(with: old)
            result.append(isOld ? new : byte)
            rest = rest.dropFirst(isOld ? old.count : 1)
        }
        return result
    }

    /// In a file's name, where a `/` can't be.
    private var fileNames: [[UInt8]] {
        ["_", "-", ":"].map { mark in bytes.map { $0 == UInt8(ascii: "/") ? Array(mark.utf8)[0] : $0 } }
    }

    private func hex(_ digits: String) -> [UInt8] {
        let digits = Array(digits.utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }

    /// In base64, behind some number of other bytes: the characters that only the secret decides.
    private func base64(offset: Int) -> [[UInt8]] {
        let bits = offset * 8 + bytes.count * 8
        let first = (offset * 8 + 5) / 6
        let end = bits / 6
        let padded = [UInt8](repeating: 0, count: offset) + bytes + [0, 0]
        func character(_ index: Int) -> UInt8 {
            let bit = index * 6
            let pair = UInt16(padded[bit / 8]) << 8 | UInt16(bit / 8 + 1 < padded.count ? padded[bit / 8 + 1] : 0)
            return UInt8(truncatingIfNeeded: pair >> UInt16(10 - bit % 8) & 63)
        }
        let values = (first..<max(first, end)).map(character)
        let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        let inAddresses = standard.dropLast(2) + Array("-_".utf8)
        return [values.map { standard[Int($0)] }, values.map { inAddresses[Int($0)] }]
    }
}

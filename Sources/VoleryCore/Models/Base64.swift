/// Base64 with the standard alphabet (RFC 4648, section 4).
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    /// The text that stands for bytes, padded.
    package static func encode(_ bytes: [UInt8]) -> String {
        let length = (bytes.count + 2) / 3 * 4
        return String(unsafeUninitializedCapacity: length) { text in
            bytes.withUnsafeBufferPointer { write($0, into: text) }
            return length
        }
    }

    private static func write(_ bytes: UnsafeBufferPointer<UInt8>, into text: UnsafeMutableBufferPointer<UInt8>) {
        alphabet.withUnsafeBufferPointer { alphabet in
            var place = 0
            for start in stride(from: 0, to: bytes.count, by: 3) {
                let count = min(3, bytes.count - start)
                var bits = UInt32(bytes[start]) << 16
                if count > 1 { bits |= UInt32(bytes[start + 1]) << 8 }
                if count > 2 { bits |= UInt32(bytes[start + 2]) }
                text[place] = alphabet[Int(bits >> 18 & 63)]
                text[place + 1] = alphabet[Int(bits >> 12 & 63)]
                text[place + 2] = count > 1 ? alphabet[Int(bits >> 6 & 63)] : padding
                text[place + 3] = count > 2 ? alphabet[Int(bits & 63)] : padding
                place += 4
            }
        }
    }

    /// The bytes that a text stands for, padded or not, or nil if it is no Base64.
    package static func decode(_ text: String) -> [UInt8]? {
        var letters = Array(text.utf8)
        let unpadded = letters.count
        while letters.last == padding, unpadded - letters.count < 2 { letters.removeLast() }
        guard letters.count % 4 != 1, letters.count == unpadded || unpadded % 4 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(letters.count / 4 * 3 + 2)
        var bits: UInt32 = 0
        for (position, letter) in letters.enumerated() {
            guard let value = value(of: letter) else { return nil }
            bits = bits << 6 | value
            if position % 4 > 0 { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(6 - 2 * (position % 4)))) }
        }
        return bytes
    }

    private static func value(of letter: UInt8) -> UInt32? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(letter) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter) + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}

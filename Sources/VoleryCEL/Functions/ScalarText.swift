/// A text whose characters are counted as the language counts them: by Unicode scalars.
struct ScalarText {
    let bytes: [UInt8]
    /// The number of scalars.
    let count: Int

    init(_ text: String) {
        bytes = Array(text.utf8)
        count = bytes.reduce(0) { $0 + ($1.isScalarStart ? 1 : 0) }
    }

    /// The byte at which a scalar begins; for the count itself the number of bytes; nil if there is no such scalar.
    func byteOffset(of scalar: Int64) -> Int? {
        guard scalar >= 0, scalar <= count else { return nil }
        if count == bytes.count { return Int(scalar) }
        var left = scalar
        for (offset, byte) in bytes.enumerated() where byte.isScalarStart {
            if left == 0 { return offset }
            left -= 1
        }
        return bytes.count
    }

    /// The number of scalars before a byte.
    func scalarIndex(ofByte offset: Int) -> Int64 {
        Int64(count == bytes.count ? offset : bytes[..<offset].reduce(0) { $0 + ($1.isScalarStart ? 1 : 0) })
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}

extension UInt8 {
    /// Whether a UTF-8 sequence begins here.
    var isScalarStart: Bool { self & 0xC0 != 0x80 }
}

extension CELCall {
    /// The text at an index, ready to be searched; pays for reading it.
    func scalars(_ index: Int) throws(CELError) -> ScalarText {
        let text = try string(index)
        try meter.chargeText(made: text.utf8.count)
        return ScalarText(text)
    }

    /// The bytes of the text at an index, to be searched for; pays for reading them.
    func pattern(_ index: Int) throws(CELError) -> [UInt8] {
        let text = try string(index)
        try meter.chargeText(made: text.utf8.count)
        return Array(text.utf8)
    }

    func outOfRange(_ index: Int64) -> CELError {
        CELError(.indexOutOfRange, "The index \(index) is out of range for this text.")
    }
}

/// Puts values into bytes, as `StoredReader` takes them out.
struct StoredWriter {
    private(set) var bytes: [UInt8] = []

    /// A number from 0: seven bits a byte, the lowest first, the eighth set where more follow.
    mutating func write(_ number: Int) {
        var rest = UInt(number)
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A number of a fixed width, the lowest byte first.
    mutating func writeFixed(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Text behind its length.
    mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            write(utf8.count)
            bytes.append(contentsOf: utf8)
        }
    }

    /// Text that may be missing, behind its length and one.
    mutating func write(_ text: String?) {
        guard var text else { return write(0) }
        text.withUTF8 { utf8 in
            write(utf8.count + 1)
            bytes.append(contentsOf: utf8)
        }
    }

    mutating func write(_ raw: [UInt8]) { bytes.append(contentsOf: raw) }
    mutating func write(_ raw: UnsafeRawBufferPointer) { bytes.append(contentsOf: raw) }

    /// Takes what was written and leaves the room for more.
    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Lets a value write itself as JSON.
    mutating func withBytes<Result>(_ write: (inout [UInt8]) -> Result) -> Result { write(&bytes) }
}

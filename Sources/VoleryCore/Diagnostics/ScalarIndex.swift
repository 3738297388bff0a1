/// Counts Unicode scalars in UTF-8 text and finds them again, either in constant time.
///
/// It notes the count every 256 bytes, and nothing at all for ASCII, where bytes and scalars are the same.
struct ScalarIndex: Sendable {
    private static let block = 256
    /// How many scalars begin before each block; empty if all is ASCII.
    private let countBefore: [Int]

    init(_ bytes: [UInt8]) {
        guard bytes.contains(where: { $0 >= 0x80 }) else {
            countBefore = []
            return
        }
        var counts: [Int] = []
        var count = 0
        for (index, byte) in bytes.enumerated() {
            if index % Self.block == 0 { counts.append(count) }
            if Self.begins(byte) { count += 1 }
        }
        countBefore = counts
    }

    /// How many scalars begin before a byte.
    func count(before offset: Int, in bytes: [UInt8]) -> Int {
        guard let last = countBefore.indices.last else { return offset }
        let block = min(offset / Self.block, last)
        return bytes[block * Self.block..<offset].reduce(countBefore[block]) { $0 + (Self.begins($1) ? 1 : 0) }
    }

    /// The byte where a scalar begins, or the end.
    func offset(of scalar: Int, in bytes: [UInt8]) -> Int {
        guard !countBefore.isEmpty else { return min(scalar, bytes.count) }
        var (low, high) = (0, countBefore.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if countBefore[middle] <= scalar { low = middle } else { high = middle }
        }
        var (offset, count) = (low * Self.block, countBefore[low])
        while offset < bytes.count {
            if Self.begins(bytes[offset]) {
                if count == scalar { break }
                count += 1
            }
            offset += 1
        }
        return offset
    }

    /// Whether a byte is the first of a scalar: all are but UTF-8's continuation bytes.
    private static func begins(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }
}

internal import CZlib

/// The CRC-32 (that of RFC 1952) of what is stored, and of where it is stored: what got to another place is as bad as
/// what was changed.
struct Checksum {
    private let seed: UInt

    /// The checksums of a run's parts.
    init(run: String) {
        var run = run
        seed = run.withUTF8 { Self.extend(crc32(0, nil, 0), UnsafeRawBufferPointer($0)) }
    }

    /// The checksum of some bytes, which are the part with a number.
    func of(_ bytes: UnsafeRawBufferPointer, number: Int) -> UInt32 {
        let place = withUnsafeBytes(of: Int64(number).littleEndian) { Self.extend(seed, $0) }
        return UInt32(truncatingIfNeeded: Self.extend(place, bytes))
    }

    /// zlib counts in 32 bits.
    private static func extend(_ start: UInt, _ bytes: UnsafeRawBufferPointer) -> UInt {
        var (sum, rest) = (start, bytes[...])
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
            sum = crc32(sum, piece.bindMemory(to: UInt8.self).baseAddress, UInt32(piece.count))
            rest = rest.dropFirst(piece.count)
        }
        return sum
    }
}

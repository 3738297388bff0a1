internal import Glibc

/// Finds the ends of lines in some bytes, from the first to the last.
///
/// It remembers where the next CR and the next LF are, so that a text that has only one kind of them isn't searched to
/// its end for the other kind at every line.
struct LineBreaks {
    private var feed = -1
    private var carriageReturn = -1

    /// Where the first line break at or behind an index begins, if there is one.
    mutating func next(in bytes: [UInt8], from start: Int) -> Int? {
        if feed < start { feed = Self.find(.lineFeed, in: bytes, from: start) }
        if carriageReturn < start { carriageReturn = Self.find(.carriageReturn, in: bytes, from: start) }
        let first = min(feed, carriageReturn)
        return first < bytes.count ? first : nil
    }

    private static func find(_ byte: UInt8, in bytes: [UInt8], from start: Int) -> Int {
        bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, start < bytes.count,
                let found = memchr(base + start, Int32(byte), bytes.count - start)
            else { return bytes.count }
            return UnsafeRawPointer(found) - base
        }
    }
}

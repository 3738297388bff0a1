#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The system's files of time zones, in the format TZif (RFC 9636).
enum TimeZoneFile {
    /// The most bytes of a file; real ones have some 3 KB.
    private static let maximumSize = 262_144

    /// The content of a zone's file, or nil if there is none; a few kilobytes, read once for each zone.
    static func read(_ name: String) -> [UInt8]? {
        let folder = getenv("TZDIR").map { String(cString: $0) } ?? "/usr/share/zoneinfo"
        guard let file = fopen("\(folder)/\(name)", "re") else { return nil }
        defer { fclose(file) }
        var content = [UInt8](repeating: 0, count: maximumSize)
        let size = fread(&content, 1, maximumSize, file)
        return Array(content[..<size])
    }

    /// The table that a file holds, or nil if it isn't of this format.
    static func table(_ file: [UInt8]) -> TimeZoneTable? {
        var reader = ByteReader(file)
        guard let first = reader.header() else { return nil }
        // The first part has times of 32 bits; from version 2 on the same follows with 64.
        guard first.version >= UInt8(ascii: "2") else { return reader.table(first, timeSize: 4) }
        guard reader.skip(first.size(timeSize: 4)), let second = reader.header() else { return nil }
        return reader.table(second, timeSize: 8)
    }
}

/// What a part of the file says of its own size.
private struct Header {
    var version: UInt8
    var utcFlags, standardFlags, leapSeconds, transitions, types, letters: Int

    func size(timeSize: Int) -> Int {
        transitions * (timeSize + 1) + types * 6 + letters + leapSeconds * (timeSize + 4) + standardFlags + utcFlags
    }
}

private struct ByteReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func skip(_ count: Int) -> Bool {
        guard count <= bytes.count - position else { return false }
        position += count
        return true
    }

    /// A big-endian signed number, or 0 behind the end.
    private mutating func number(_ size: Int) -> Int64 {
        let start = position
        guard skip(size) else { return 0 }
        let unsigned = bytes[start..<start + size].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let unused = UInt64(64 - size * 8)
        return Int64(bitPattern: unsigned << unused) >> unused
    }

    mutating func header() -> Header? {
        let start = position
        guard skip(44), bytes[start..<start + 4].elementsEqual("TZif".utf8) else { return nil }
        position = start + 20
        let counts = (0..<6).map { _ in Int(number(4)) }
        // No count of a real file comes near to this; it keeps sums from overflowing.
        guard counts.allSatisfy({ (0..<1_000_000).contains($0) }), counts[4] > 0 else { return nil }
        return Header(
            version: bytes[start + 4],
            utcFlags: counts[0],
            standardFlags: counts[1],
            leapSeconds: counts[2],
            transitions: counts[3],
            types: counts[4],
            letters: counts[5]
        )
    }

    mutating func table(_ header: Header, timeSize: Int) -> TimeZoneTable? {
        let end = position + header.size(timeSize: timeSize)
        guard end <= bytes.count else { return nil }
        let transitions = (0..<header.transitions).map { _ in number(timeSize) }
        let kinds = (0..<header.transitions).map { _ in Int(number(1) & 0xFF) }
        let offsets = (0..<header.types).map { _ in
            let offset = number(4)
            position += 2
            return offset
        }
        guard kinds.allSatisfy(offsets.indices.contains) else { return nil }
        position = end
        return TimeZoneTable(
            transitions: transitions,
            offsets: kinds.map { offsets[$0] },
            firstOffset: offsets[0],
            rule: footer().flatMap(TimeZoneRule.init)
        )
    }

    /// The rule for later times, between two line ends.
    private func footer() -> String? {
        guard position < bytes.count, bytes[position] == 10 else { return nil }
        return String(decoding: bytes[(position + 1)...].prefix { $0 != 10 }, as: UTF8.self)
    }
}

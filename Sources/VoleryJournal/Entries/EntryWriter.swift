internal import VoleryCore
internal import VoleryRuntime

/// Puts a run's entries into blocks.
///
/// A stored entry is its length, its checksum, its time, address, fingerprint and type, and then the members of the
/// event's JSON form. The number is not stored; it follows from the entry's place, and the checksum holds it fast.
struct EntryWriter {
    /// A row: the number of its last entry, and its bytes.
    struct Block {
        var last: Int
        var bytes: [UInt8]
    }

    private let run: String
    private let checksum: Checksum
    private let deflater: Deflater?
    private var content = StoredWriter()
    private var block = StoredWriter()

    init(run: String, deflater: Deflater?) {
        self.run = run
        self.deflater = deflater
        checksum = Checksum(run: run)
    }

    /// The rows that hold some entries.
    mutating func blocks(of entries: [Entry]) throws -> [Block] {
        var blocks: [Block] = []
        for (index, entry) in entries.enumerated() {
            try add(entry)
            if block.bytes.count >= StoredBlock.bound || index == entries.count - 1 {
                blocks.append(Block(last: entry.number, bytes: StoredBlock.packed(block.bytes, deflater)))
                block.removeAll()
            }
        }
        return blocks
    }

    private mutating func add(_ entry: Entry) throws {
        let (type, members) = entry.payload.typeAndMembers
        content.removeAll()
        content.writeFixed(entry.time.bitPattern)
        content.write(entry.address.text)
        content.write(entry.fingerprint)
        content.write(type)
        let depth = content.withBytes { JSONValue.object(members).writeMeasuringDepth(into: &$0) }
        guard depth <= JSONValue.ParsingOptions.deepest else {
            throw JournalError(
                .unavailable,
                "the entry at \(entry.address) holds lists or objects more than \(JSONValue.ParsingOptions.deepest) deep, "
                    + "which can't be kept"
            )
        }
        let sum = content.bytes.withUnsafeBytes { checksum.of($0, number: entry.number) }
        block.write(content.bytes.count)
        block.writeFixed(sum)
        block.write(content.bytes)
    }
}

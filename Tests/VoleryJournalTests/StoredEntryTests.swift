import Foundation
import Testing
import VoleryCore
import VoleryRuntime
import VoleryTestKit

@testable import VoleryJournal

@Suite("Stored entries say what was said")
struct StoredEntryTests {
    @Test("entries of all kinds come back to the byte")
    func roundTrip() throws {
        for seed in 0..<UInt64(isLong ? 2_000 : 100) {
            let entries = GeneratedEntries(seed: seed).entries(1...50)
            var writer = EntryWriter(run: "r", deflater: seed.isMultiple(of: 2) ? Deflater() : nil)
            var reader = EntryReader(run: "r", numbers: 1..<Int.max)
            for block in try writer.blocks(of: entries) {
                try block.bytes.withUnsafeBytes { try reader.read($0, first: reader.next, last: block.last) }
            }
            try #require(reader.entries == entries, "seed \(seed)")
            // Text that only looks the same counts as equal in Swift.
            try #require(reader.entries.map(json) == entries.map(json), "seed \(seed)")
        }
    }

    @Test("every changed bit of a block is found, unless it says the same", arguments: [true, false])
    func damage(deflated: Bool) throws {
        let entries = GeneratedEntries(seed: 7).entries(1...6)
        var writer = EntryWriter(run: "r", deflater: deflated ? Deflater() : nil)
        let block = try #require(try writer.blocks(of: entries).first)
        var harmless = 0
        for index in stride(from: 0, to: block.bytes.count, by: isLong ? 1 : 9) {
            for bit in 0..<8 {
                var bytes = block.bytes
                bytes[index] ^= 1 << bit
                var reader = EntryReader(run: "r", numbers: 1..<Int.max)
                do {
                    try bytes.withUnsafeBytes { try reader.read($0, first: 1, last: 6) }
                    // Compressed text may be found in two places of what came before it.
                    try #require(reader.entries == entries, "byte \(index) bit \(bit)")
                    harmless += 1
                } catch let error as JournalError {
                    try #require(error.code == .damaged, "byte \(index) bit \(bit)")
                    try #require(error.entry == reader.entries.count + 1)
                    try #require(reader.entries == Array(entries.prefix(reader.entries.count)))
                }
            }
        }
        #expect(deflated ? harmless < block.bytes.count / 10 : harmless == 0)
    }

    @Test("a block in another's place is damage", arguments: [("s", 1, 3), ("r", 2, 4), ("r", 1, 2), ("r", 1, 4)])
    func place(run: String, first: Int, last: Int) throws {
        var writer = EntryWriter(run: "r", deflater: Deflater())
        let block = try #require(try writer.blocks(of: GeneratedEntries(seed: 1).entries(1...3)).first)
        var reader = EntryReader(run: run, numbers: 1..<Int.max)
        #expect(throws: JournalError.self) {
            try block.bytes.withUnsafeBytes { try reader.read($0, first: first, last: last) }
        }
    }

    @Test("an entry of a newer version's type is told from damage")
    func newer() throws {
        var content = StoredWriter()
        content.writeFixed(1.0.bitPattern)
        content.write("a")
        content.write(nil as String?)
        content.write("dreamt")
        content.write(Array("{}".utf8))
        let sum = content.bytes.withUnsafeBytes { Checksum(run: "r").of($0, number: 1) }
        var block = StoredWriter()
        block.writeFixed(UInt8(0))
        block.write(content.bytes.count)
        block.writeFixed(sum)
        block.write(content.bytes)
        var reader = EntryReader(run: "r", numbers: 1..<2)
        let error = #expect(throws: JournalError.self) {
            try block.bytes.withUnsafeBytes { try reader.read($0, first: 1, last: 1) }
        }
        #expect(error?.code == .newer)
        #expect(error?.description.contains("`dreamt`") == true)
    }

    @Test("what could not be read again is refused before it is written")
    func depth() async throws {
        try await TestFolder().withJournal { journal in
            let claim = try await journal.create(run: "r")
            try await journal.append([nested(510)], to: claim)
            var deep = nested(512)
            deep.number = 2
            let error = await #expect(throws: JournalError.self) { try await journal.append([deep], to: claim) }
            #expect(error?.description.contains("512 deep") == true)
            #expect(try await journal.read(run: "r") == [nested(510)])
        }
    }

    @Test("long entries and long lists of them come back")
    func long() async throws {
        try await TestFolder().withJournal { journal in
            let claim = try await journal.create(run: "r")
            var random = SystemRandomNumberGenerator()
            let noise = (0..<300_000).map { _ in "\(random.next() % 10)" }.joined()
            let texts = [String(repeating: "long ", count: 400_000), noise] + (0..<500).map { "short \($0)" }
            let entries = texts.enumerated().map { index, text in
                Entry(number: index + 1, time: 0, address: .run, payload: .messageAdded(message: .user(text)))
            }
            try await journal.append(entries, to: claim)
            #expect(try await journal.read(run: "r") == entries)
            #expect(try await journal.read(run: "r", numbers: 2..<4) == Array(entries[1..<3]))
        }
    }

    private func nested(_ depth: Int) -> Entry {
        let value = (0..<depth).reduce(JSONValue.null) { value, _ in [value] }
        return Entry(number: 1, time: 0, address: .run, payload: .toolStarted(tool: "t", arguments: value))
    }

    private func json(_ entry: Entry) -> String { RunEvent.entry(entry).json.serialized() }
}

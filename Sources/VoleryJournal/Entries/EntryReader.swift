internal import VoleryCore
internal import VoleryRuntime

/// Takes a run's entries out of blocks, and stops at the first that is not as it was written.
struct EntryReader {
    private let run: String
    private let numbers: Range<Int>
    private let checksum: Checksum
    private let inflater = Inflater()
    private(set) var entries: [Entry] = []

    /// The number of the next entry.
    private(set) var next: Int

    /// A reader for some of a run's entries, which gets the blocks from the one with the first of them on.
    init(run: String, numbers: Range<Int>) {
        self.run = run
        self.numbers = numbers
        checksum = Checksum(run: run)
        next = numbers.lowerBound
    }

    /// Reads a block.
    ///
    /// - Parameters:
    ///   - row: The row's bytes.
    ///   - first: The number of its first entry.
    ///   - last: The number of its last entry, as the row says.
    /// - Throws: `JournalError` with the number of the first entry that is not as it was written.
    mutating func read(_ row: UnsafeRawBufferPointer, first: Int, last: Int) throws {
        next = first
        let isWhole = try StoredBlock.withUnpacked(row, inflater) { bytes in
            var reader = StoredReader(bytes)
            while next < numbers.upperBound, !reader.isAtEnd { try readEntry(&reader) }
            return next >= numbers.upperBound || next == last + 1
        }
        guard isWhole == true else { throw damage("is damaged") }
    }

    /// Finds out whether entries are missing, or are there that should not be.
    ///
    /// - Parameters:
    ///   - next: The number of the entry that would come next.
    ///   - last: The number of the run's last entry.
    /// - Throws: `JournalError` with the number of the first of those.
    mutating func finish(first next: Int, last: Int) throws {
        self.next = next
        if next < min(numbers.upperBound, last + 1) { throw damage("is missing") }
        if next > last + 1 { throw damage("comes behind the last that the run has") }
    }

    private mutating func readEntry(_ reader: inout StoredReader) throws {
        guard let count = reader.number(), let sum = reader.fixed(UInt32.self), let content = reader.take(count),
            checksum.of(content, number: next) == sum
        else { throw damage("is damaged") }
        if numbers.contains(next) { entries.append(try entry(content)) }
        next += 1
    }

    /// What fails here has the right checksum: it was written so, by another version.
    private func entry(_ content: UnsafeRawBufferPointer) throws -> Entry {
        var reader = StoredReader(content)
        guard let time = reader.fixed(UInt64.self), let address = reader.text(), let fingerprint = reader.textIfAny(),
            let type = reader.text()
        else { throw damage("is damaged") }
        do {
            let json = try JSONValue(parsing: reader.remaining, options: Self.options)
            let address = Address(address)
            guard let payload = try Entry.Payload(type: type, members: json, at: address) else {
                throw JournalError(
                    .newer,
                    "entry \(next) of run `\(run)` is of the type `\(type)`, which a newer version of Volery wrote",
                    entry: next
                )
            }
            return Entry(
                number: next,
                time: Double(bitPattern: time),
                address: address,
                fingerprint: fingerprint,
                payload: payload
            )
        } catch let error as JSONParseError {
            throw damage("can't be read (\(error))")
        } catch let error as RunEventError {
            throw damage("can't be read (\(error))")
        }
    }

    private static let options = JSONValue.ParsingOptions(maxDepth: JSONValue.ParsingOptions.deepest)

    private func damage(_ what: String) -> JournalError {
        let before = next > 1 ? "; those before it can still be read" : ""
        return JournalError(.damaged, "entry \(next) of run `\(run)` \(what)\(before)", entry: next)
    }
}

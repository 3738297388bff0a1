internal import VoleryCore
internal import VoleryRuntime

extension Journal {
    /// A run's entries from a number on, up to the first that is damaged.
    ///
    /// - Parameters:
    ///   - run: The run's id.
    ///   - first: The number of the first entry.
    /// - Returns: The entries, and what is said of the one that is damaged; `nil` if all can be read.
    /// - Throws: An error that is none of an entry.
    func readable(run: String, from first: Int = 1) async throws -> (entries: [Entry], fault: JournalError?) {
        do {
            return (try await read(run: run, numbers: first..<Int.max), nil)
        } catch let error as JournalError {
            guard let number = error.entry, number >= first else { throw error }
            return (try await read(run: run, numbers: first..<number), error)
        }
    }
}

internal import ArgumentParser
internal import Synchronization
internal import Volery

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Cassettes in files.
enum CassetteFile {
    /// Reads a cassette.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - option: The option or command that names it, for messages.
    /// - Returns: The cassette.
    /// - Throws: `UsageError` if it can't be read or is damaged; the line is named.
    static func read(_ path: String, for option: String) throws(UsageError) -> Cassette {
        let text = try InputFile.read(path, for: option).text
        do throws(CassetteError) {
            return try Cassette(text)
        } catch {
            throw UsageError("\(path): \(error)")
        }
    }

    /// Writes a cassette, whole or not at all.
    /// - Throws: `UsageError` if nothing can be written.
    static func write(_ cassette: Cassette, to path: String) throws(UsageError) {
        do {
            try Data(cassette.text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw UsageError("--record `\(path)` can't be written: \(error)")
        }
    }
}

/// What `run --record` keeps of a run, however it ends.
final class Recorder: Sendable {
    private let path: String
    private let run = Mutex<String?>(nil)

    /// A recorder for a file; `nil` without one.
    init?(_ path: String?) {
        guard let path else { return nil }
        self.path = path
    }

    /// The run has begun.
    func begin(_ run: Run) { self.run.withLock { $0 = run.id } }

    /// Writes what the journal holds of the run; nothing if it has not begun.
    /// - Throws: `JournalError`, `CassetteError` or `UsageError` if there is no recording.
    func write(from journal: any Journal) async throws {
        guard let run = run.withLock(\.self) else { return }
        let cassette = try Cassette(
            try await journal.read(run: run),
            header: try await journal.header(of: run),
            recorder: VoleryCommand.configuration.version
        )
        let path = path
        try await Blocking.run { try CassetteFile.write(cassette, to: path) }
    }
}

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

    /// Looks whether a cassette can be written, before anything is spent on what it would hold.
    /// - Throws: `UsageError` if it can't be.
    static func refuseUnlessWritable(_ path: String) throws(UsageError) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        var isFolder: Bool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder {
            throw UsageError("--record `\(path)` can't be written: it is a folder")
        }
        guard FileManager.default.fileExists(atPath: folder) else {
            throw UsageError("--record `\(path)` can't be written: there is no folder `\(folder)`; make it first")
        }
        guard FileManager.default.isWritableFile(atPath: folder) else {
            throw UsageError("--record `\(path)` can't be written: the folder `\(folder)` is not writable")
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

/// What `--record` keeps of a run that comes to an end, a good one or not.
final class Recorder: Sendable {
    private let path: String?
    private let run = Mutex<String?>(nil)

    /// A recorder for a file; without one it records nothing.
    init(_ path: String?) { self.path = path }

    /// The run has begun.
    func begin(_ run: String) { self.run.withLock { $0 = run } }

    /// Lets a run go on, and then writes what the journal holds of it.
    /// - Throws: What the work throws; `JournalError`, `CassetteError` or `UsageError` if there is no recording.
    func recording(from journal: any Journal, _ console: Console, _ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch {
            try await write(from: journal, console)
            throw error
        }
        try await write(from: journal, console)
    }

    /// Writes what the journal holds of the run.
    ///
    /// A run without an end can't be replayed: of it nothing is written, and an earlier recording stays.
    private func write(from journal: any Journal, _ console: Console) async throws {
        guard let path, let run = run.withLock(\.self) else { return }
        let entries = try await journal.read(run: run)
        guard case .runEnded? = entries.last?.payload else {
            let command = "volery resume \(run) --record \(ShellText.word(path))"
            let next = journal.isDurable ? "; record it when it goes on: \(command)" : ""
            return console.note("nothing is written to `\(path)`, as the run has not come to its end\(next)")
        }
        let cassette = try Cassette(
            entries,
            header: try await journal.header(of: run),
            recorder: VoleryCommand.configuration.version
        )
        try await Blocking.run { try CassetteFile.write(cassette, to: path) }
    }
}

import Foundation
import VoleryCore
import VoleryJournal
import VoleryRuntime

/// Whether the long tests run whole.
let isLong = ProcessInfo.processInfo.environment["VOLERY_LONG"] == "1"

/// A folder that is gone when nobody holds on to it.
final class TestFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "volery-journal-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Where the journal is in it.
    var file: String { "\(path)/.volery/runs.db" }

    func journal(_ time: any TimeSource = ShiftedTime(), patience: Double = 30) throws -> SQLiteJournal {
        try SQLiteJournal(path: file, time: time, patience: patience)
    }

    /// Lends a journal that is closed afterwards, so that the file is whole.
    @discardableResult
    func withJournal<Result>(
        _ time: any TimeSource = ShiftedTime(),
        patience: Double = 30,
        _ body: (SQLiteJournal) async throws -> Result
    ) async throws -> Result {
        let journal = try journal(time, patience: patience)
        do {
            let result = try await body(journal)
            await journal.close()
            return result
        } catch {
            await journal.close()
            throw error
        }
    }
}

/// A journal's file as bytes, and what it said before anything happened to it.
struct Recorded {
    var file: Data
    var log: Data?

    init(_ folder: TestFolder) throws {
        file = try Data(contentsOf: URL(filePath: folder.file))
        log = try? Data(contentsOf: URL(filePath: "\(folder.file)-wal"))
    }

    /// The same files elsewhere.
    func copied() throws -> TestFolder {
        let folder = try TestFolder()
        try FileManager.default.createDirectory(atPath: "\(folder.path)/.volery", withIntermediateDirectories: true)
        try file.write(to: URL(filePath: folder.file))
        try log?.write(to: URL(filePath: "\(folder.file)-wal"))
        return folder
    }
}

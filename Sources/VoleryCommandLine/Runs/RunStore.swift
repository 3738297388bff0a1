internal import Volery
internal import VoleryRuntime

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The runs that a project keeps, for commands that look at them.
struct RunStore: Sendable {
    /// The file.
    let path: String
    /// The folder of the project.
    let folder: String
    let journal: any Journal
    /// How many bytes of the file a run takes.
    let size: @Sendable (String) async throws -> Int

    /// Lends the runs of the project that the current folder belongs to.
    ///
    /// - Parameters:
    ///   - console: Whose environment may say where they are.
    ///   - body: What is done with them.
    /// - Returns: What the body returns.
    /// - Throws: `NoRunsYet` if nothing was ever kept; `JournalError` if the file can't be read; what the body throws.
    static func with<Result>(_ console: Console, _ body: (RunStore) async throws -> Result) async throws -> Result {
        let store = try await open(console)
        do {
            let result = try await body(store)
            await store.journal.close()
            return result
        } catch {
            await store.journal.close()
            throw error
        }
    }

    private static func open(_ console: Console) async throws -> RunStore {
        #if SQLite
        let environment = console.environment
        let loader = WorkflowLoader(tools: try Runtime.catalogue(), environment: environment)
        return try await Blocking.run {
            let project = try loader.project(above: "volery.yaml")
            let path = try NoRunsYet.refuse(project, environment)
            let journal = try SQLiteJournal(of: project, environment: environment)
            return RunStore(path: path, folder: project.folder, journal: journal) { try await journal.size(of: $0) }
        }
        #else
        throw UsageError("this program was built without SQLite and keeps no runs")
        #endif
    }
}

/// Nothing was kept where runs are looked for.
struct NoRunsYet: Error, CustomStringConvertible {
    let path: String

    /// Where a project's runs are; who only looks leaves no file behind.
    static func refuse(_ project: Project, _ environment: [String: String]) throws(NoRunsYet) -> String {
        let path = project.journalPath(environment: environment)
        guard FileManager.default.fileExists(atPath: path) else { throw NoRunsYet(path: path) }
        return path
    }

    var description: String {
        "there are no runs here yet: `\(path)` does not exist; `volery run FILE` makes it, and the runs of another "
            + "project are seen from its folder"
    }
}

extension RunStore {
    /// The one run whose id begins with some text, with all that can be read of it.
    func recorded(_ prefix: String) async throws -> RecordedRun {
        try await recorded(try await run(prefix))
    }

    /// The one run whose id begins with some text.
    /// - Throws: `JournalError` if there is none, with the one that may be meant, or several.
    func run(_ prefix: String) async throws -> VoleryRuntime.RunSummary {
        do {
            return try await journal.run(withPrefix: prefix)
        } catch var error as JournalError where error.code == .unknown {
            let ids = try await journal.runs(RunFilter(limit: 1_000)).map(\.run)
            error.description +=
                NearestName.of(prefix, among: ids).map { "; did you mean `\($0)`?" }
                ?? "; `volery runs` lists those that there are"
            throw error
        }
    }

    /// What a run waits for, as far as that can be read; nothing if it was forgotten meanwhile.
    func waits(of summary: VoleryRuntime.RunSummary) async throws -> [Entry] {
        do {
            return try await recorded(summary).waits
        } catch let error as JournalError where [.damaged, .unknown].contains(error.code) {
            return []
        }
    }

    /// All that can be read of a run.
    ///
    /// - Throws: An error if it is none of an entry.
    func recorded(_ summary: VoleryRuntime.RunSummary) async throws -> RecordedRun {
        var recorded = RecordedRun(summary: summary)
        var next: Int? = 1
        while let first = next {
            do {
                recorded.entries += try await journal.read(run: summary.run, numbers: first..<Int.max)
                next = nil
            } catch let error as JournalError {
                guard let number = error.entry, number >= first else { throw error }
                recorded.faults.append(error)
                recorded.entries += try await journal.read(run: summary.run, numbers: first..<number)
                next = try await firstReadable(after: number, of: summary)
            }
        }
        return recorded
    }

    /// The number of the first entry behind a damaged one that can be read again.
    ///
    /// Entries are kept in blocks, and in a damaged one all those behind the damage are lost.
    private func firstReadable(after number: Int, of summary: VoleryRuntime.RunSummary) async throws -> Int? {
        var (lost, step) = (number, 1)
        while try await !isPast(number, lost + step, summary.run) {
            lost += step
            step *= 2
            if lost >= summary.entries { return nil }
        }
        var found = lost + step
        while found - lost > 1 {
            let middle = (lost + found) / 2
            if try await isPast(number, middle, summary.run) { found = middle } else { lost = middle }
        }
        return found
    }

    private func isPast(_ damaged: Int, _ number: Int, _ run: String) async throws -> Bool {
        do {
            _ = try await journal.read(run: run, numbers: number..<number + 1)
            return true
        } catch let error as JournalError {
            guard let found = error.entry else { throw error }
            return found > damaged
        }
    }
}

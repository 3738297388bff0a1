import Foundation
import Testing
import Volery

@Suite("Where a project's runs are kept")
struct ProjectJournalTests {
    @Test(
        "in its folder, or where its file says, or where the environment says",
        arguments: [
            ("{}", [:], "FOLDER/.volery/runs.db"),
            ("store: state/all.db", [:], "FOLDER/state/all.db"),
            ("store: /var/lib/volery/runs.db", [:], "/var/lib/volery/runs.db"),
            ("store: ${{ env.STATE }}/runs.db", ["STATE": "/srv"], "/srv/runs.db"),
            ("store: state/all.db", ["VOLERY_HOME": "/home/ada/volery"], "/home/ada/volery/runs.db"),
            ("{}", ["VOLERY_HOME": ""], "FOLDER/.volery/runs.db"),
        ]
    )
    func path(file: String, environment: [String: String], wanted: String) async throws {
        try await withTemporaryFolder { folder in
            let project = try project(file, in: folder, environment)
            let path = project.journalPath(environment: environment)
            #expect(path == wanted.replacingOccurrences(of: "FOLDER", with: project.folder))
        }
    }

    @Test(
        "what is no path of a file is an error at its place",
        arguments: ["''", "state/", ".", "[a]", "${{ env.NONE }}/runs.db"]
    )
    func wrong(store: String) async throws {
        try await withTemporaryFolder { folder in
            let error = #expect(throws: DiagnosticsError.self) { try project("store: \(store)", in: folder) }
            #expect(error?.diagnostics.first?.place?.start.line == 1)
        }
    }

    @Test("a run is in the file when it has ended, and its entries say what its events said")
    func kept() async throws {
        try await withTemporaryFolder { folder in
            let text = "steps:\n  a: { value: 1 }\n  b: { value: '${{ steps.a.output + 1 }}' }\n"
            try text.write(toFile: "\(folder)/sum.yaml", atomically: true, encoding: .utf8)
            let project = Project(folder: folder)
            let journal = try SQLiteJournal(of: project, environment: [:])
            let runtime = try Runtime(project: project, journal: journal)
            let workflow = try await runtime.load("\(folder)/sum.yaml")
            let (id, events) = try await runtime.withRun(of: workflow) { run in
                var entries: [Entry] = []
                for await case .entry(let entry) in run.events { entries.append(entry) }
                return (run.id, entries)
            }
            await journal.close()
            let again = try SQLiteJournal(of: project, environment: [:])
            #expect(try await again.read(run: id) == events)
            #expect(try await again.runs(RunFilter()).map(\.state) == [.completed])
            #expect(try await again.runs(RunFilter()).map(\.workflow) == ["sum"])
            await again.close()
        }
    }

    private func project(_ file: String, in folder: String, _ environment: [String: String] = [:]) throws -> Project {
        try file.write(toFile: "\(folder)/volery.yaml", atomically: true, encoding: .utf8)
        let loader = WorkflowLoader(tools: try Runtime.catalogue(), environment: environment)
        return try loader.project(above: "\(folder)/any.yaml")
    }
}

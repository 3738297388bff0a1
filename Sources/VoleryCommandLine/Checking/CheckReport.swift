internal import Volery

/// What a check of several workflows found.
struct CheckReport {
    /// What became of one workflow.
    struct File {
        /// The path as it was given.
        var path: String
        /// The workflow; `nil` if it has errors.
        var loaded: LoadedWorkflow?
        /// What was found, in its own file and those that it names.
        var diagnostics: [Diagnostic]
    }

    /// The workflows, in the order of the command line.
    private(set) var files: [File] = []

    /// Whether one of them has an error.
    var hasErrors: Bool { files.contains { $0.loaded == nil } }

    /// All that was found, each once: files that several workflows name are read for each of them.
    var diagnostics: [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return files.flatMap(\.diagnostics).filter { seen.insert($0).inserted }
    }

    /// The version of ``json``.
    static let version = 1

    mutating func add(_ file: File) {
        files.append(file)
    }

    /// The report for programs; keys and their order never change, later versions only add some.
    var json: JSONValue { json(files.map(Self.members)) }

    /// The same with the most that each workflow can spend, under `cost`; null for one that has errors.
    func json(_ cost: (LoadedWorkflow) throws -> CostReport) rethrows -> JSONValue {
        json(
            try files.map { file in
                var members = Self.members(of: file)
                members["cost"] = try file.loaded.map { try cost($0).json } ?? .null
                return members
            }
        )
    }

    private func json(_ files: [JSONObject]) -> JSONValue {
        [
            "version": .int(Self.version),
            "files": .array(files.map(JSONValue.object)),
            "diagnostics": .array(diagnostics.map(\.json)),
        ]
    }

    private static func members(of file: File) -> JSONObject {
        [
            "file": .string(file.path),
            "valid": .bool(file.loaded != nil),
            "steps": file.loaded.map { .int($0.workflow.steps.count) } ?? .null,
            "agents": file.loaded.map { .int($0.workflow.agents.count) } ?? .null,
        ]
    }
}

#if SQLite
internal import Volery

/// A run of the project that the current folder is in, with what it was made from.
struct StoredRun {
    let journal: SQLiteJournal
    let id: String
    let header: RunHeader

    /// Finds a run by the beginning of its id; `journal` is closed again if there is none.
    static func find(_ prefix: String, _ console: Console) async throws -> StoredRun {
        let journal = try await open(console)
        do {
            let id = try await journal.run(withPrefix: prefix).run
            return StoredRun(journal: journal, id: id, header: try await journal.header(of: id))
        } catch {
            await journal.close()
            throw error
        }
    }

    /// Opens the journal of the project that the current folder is in.
    static func open(_ console: Console) async throws -> SQLiteJournal {
        let loader = WorkflowLoader(tools: try Runtime.catalogue(), environment: console.environment)
        return try await Blocking.run {
            try SQLiteJournal(of: try loader.project(above: "volery.yaml"), environment: console.environment)
        }
    }

    /// The workflow as it was when the run began.
    func workflow(_ console: Console) async throws -> LoadedWorkflow {
        guard let stored = StoredWorkflow(header.contents["workflow"] ?? .null) else {
            throw UsageError("run \(id) was not started from a file, so only the program that did can go on with it")
        }
        let loader = WorkflowLoader(tools: try Runtime.catalogue(), environment: console.environment)
        return try await Blocking.run { try loader.load(stored) }
    }

    /// The model that all agents were given on the command line.
    var model: String? { header.contents["model"]?.stringValue }
}

extension RunHeader {
    /// What a run is made from that a command starts.
    init(of loaded: LoadedWorkflow, model: String?) {
        var contents: JSONObject = ["workflow": StoredWorkflow(loaded).json]
        contents["model"] = model.map(JSONValue.string)
        self.init(.object(contents), file: StoredWorkflow(loaded).file)
    }
}
#endif

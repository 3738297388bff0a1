#if SQLite
internal import Volery

/// A run with what it was made from, for commands that go on with it or do it again.
struct StoredRun: Sendable {
    let id: String
    let header: RunHeader
    /// The files that it was started from, as they were, where they are now.
    let files: StoredWorkflow?

    /// The workflow as it was when the run began.
    func workflow(_ console: Console) async throws -> LoadedWorkflow {
        guard let stored = files else {
            throw UsageError("run \(id) was not started from a file, so only the program that did can go on with it")
        }
        let loader = WorkflowLoader(tools: try Runtime.catalogue(), environment: console.environment)
        return try await Blocking.run { try loader.load(stored) }
    }

    /// The model that all agents were given on the command line.
    var model: String? { header.contents["model"]?.stringValue }
}

extension RunStore {
    /// The one run whose id begins with some text, with what it was made from.
    func stored(_ prefix: String) async throws -> StoredRun {
        let id = try await run(prefix).run
        let header = try await journal.header(of: id)
        return StoredRun(id: id, header: header, files: files(of: header))
    }

    /// A journal in a project's folder goes with it when it is moved or copied, and so do its runs.
    private func files(of header: RunHeader) -> StoredWorkflow? {
        guard let stored = StoredWorkflow(header.contents["workflow"] ?? .null) else { return nil }
        let isOurs = path.hasPrefix("\(folder)/") && !"\(stored.folder)/".hasPrefix("\(folder)/")
        return isOurs ? stored.moved(to: folder) : stored
    }
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

public import VoleryCore
public import VoleryWorkflow
import VoleryYAML

/// Reads workflows from files and checks them, so that a mistake is found before it costs anything.
///
/// Loading goes in stages: YAML is read; its form is checked; it is made into values; the values are checked by path;
/// and paths are turned into places. Every stage collects all that it finds, and a load fails once with all of it. Files
/// are read on the calling thread; who is on the cooperative pool calls it by `Blocking`.
public struct WorkflowLoader: Sendable {
    private let tools: any ToolCatalogue
    private let environment: [String: String]

    /// A loader.
    ///
    /// - Parameters:
    ///   - tools: The tools that can be granted.
    ///   - environment: What `env` holds in the project file.
    public init(tools: any ToolCatalogue, environment: [String: String]) {
        self.tools = tools
        self.environment = environment
    }

    /// Reads the project of a file: the nearest `volery.yaml` in its folder and those above.
    ///
    /// - Parameter path: The path of a workflow's file, which need not be there.
    /// - Returns: The project; without a file, one with the current folder and nothing in it.
    /// - Throws: All that is wrong with the project's file.
    public func project(above path: String) throws(DiagnosticsError) -> Project {
        let log = FaultLog()
        let found = ProjectFile.read(above: FileLocation(path), environment, log)
        try log.throwErrors()
        return found?.project ?? Project(folder: FileLocation.currentFolder)
    }

    /// Reads a workflow with its agents and its project, and checks it.
    ///
    /// - Parameter path: The path of the workflow's file.
    /// - Returns: The workflow.
    /// - Throws: All that is wrong with it and the files that it names, and warnings if there are any.
    public func load(_ path: String) throws(DiagnosticsError) -> LoadedWorkflow {
        try load(path, from: nil)
    }

    func load(_ path: String, from stored: StoredWorkflow?) throws(DiagnosticsError) -> LoadedWorkflow {
        let log = FaultLog(stored: stored?.texts ?? [:])
        let location = FileLocation(path)
        guard let root = WorkflowFiles.root(of: location, .mapping(WorkflowFormat.file), log) else {
            try log.throwErrors()
            throw DiagnosticsError(log.sorted, sources: log.sources)
        }
        let found = ProjectFile.read(above: location, environment, log)
        let project = found?.project ?? Project(folder: stored?.folder ?? FileLocation.currentFolder)
        let reader = WorkflowReader(log: log, project: project)
        let workflow = reader.workflow(root, at: location)

        var places = FilePlaces(workflow: root)
        for file in reader.files {
            if !file.workflow.path.isEmpty { places.add(file.workflow.path, file.root) }
            for (file, root) in file.agents.roots { places.add(file, root) }
        }
        if let found, let root = found.root { places.add(found.location.shown, root) }
        let context = WorkflowCheck.Context(
            project: found.map(\.isReadable) == false ? nil : project,
            tools: tools,
            unreadAgents: reader.unreadAgents,
            unreadWorkflows: reader.broken,
            isWhole: !log.hasErrors
        )
        let promptFiles = PromptFiles(workspace: project.folder)
        let findings =
            WorkflowCheck.findings(of: workflow, context)
            + reader.files.flatMap { promptFiles.findings(in: $0.workflow) }
        FindingPlacer(places: places, log: log).add(findings)
        try log.throwErrors()
        return LoadedWorkflow(
            workflow: workflow,
            project: project,
            warnings: log.sorted,
            sources: log.sources,
            location: location,
            places: places
        )
    }

    /// Finds the further rehearsals beside a workflow: `edge` if there is `research.edge.rehearsal.yaml`.
    ///
    /// - Parameter loaded: The workflow.
    /// - Returns: Their names, sorted; those of a workflow `research.edge.yaml` are not among them.
    public func rehearsalNames(of loaded: LoadedWorkflow) -> [String] {
        names(of: ".rehearsal", beside: loaded)
    }

    private func names(of end: String, beside loaded: LoadedWorkflow) -> [String] {
        let start = "\(loaded.location.name)."
        let names = FileReader.names(inFolder: loaded.location.folder)
        return names.compactMap { file in
            guard file.hasPrefix(start), file.hasSuffix(end), file.utf8.count > start.utf8.count + end.utf8.count else {
                return nil
            }
            return names.contains(String(file.dropLast(end.count)))
                ? nil : String(file.dropFirst(start.count).dropLast(end.count))
        }
    }

    /// Reads a rehearsal beside a workflow: `research.rehearsal.yaml` of `research.yaml`.
    ///
    /// - Parameters:
    ///   - loaded: The workflow; it gets to know the rehearsal's places and its warnings.
    ///   - name: The name of a further one, as in `research.NAME.rehearsal.yaml`.
    /// - Returns: The rehearsal, or `nil` if there is none.
    /// - Throws: All that is wrong with it.
    public func rehearsal(
        of loaded: inout LoadedWorkflow,
        named name: String? = nil
    ) throws(DiagnosticsError) -> Rehearsal? {
        let beginning = "\(loaded.location.name)\(name.map { ".\($0)" } ?? "")"
        return try read("\(beginning).rehearsal.yaml", RehearsalFormat.file, of: &loaded) { decoder, root, workflow in
            let rehearsal = decoder.rehearsal(root)
            return (rehearsal, rehearsal.check(for: workflow, tools: tools, file: decoder.file))
        }
    }

    /// Finds the files beside a workflow that say what is expected of its cassettes.
    ///
    /// - Parameter loaded: The workflow.
    /// - Returns: The names of their cassettes, sorted; `nil` for `research.cassette.yaml` of `research.yaml`.
    public func namesOfExpectations(of loaded: LoadedWorkflow) -> [String?] {
        let own = FileReader.names(inFolder: loaded.location.folder).contains("\(loaded.location.name).cassette")
        return (own ? [nil] : []) + names(of: ".cassette", beside: loaded)
    }

    /// Reads what is expected of a cassette: `research.real.cassette.yaml` beside `research.real.cassette.jsonl`.
    ///
    /// - Parameters:
    ///   - loaded: The workflow; it gets to know the file's places and its warnings.
    ///   - name: The cassette's name, as in `research.NAME.cassette.jsonl`; `nil` for `research.cassette.jsonl`.
    /// - Returns: What is expected; nothing if there is no such file.
    /// - Throws: All that is wrong with it.
    public func expectations(
        of loaded: inout LoadedWorkflow,
        cassette name: String?
    ) throws(DiagnosticsError) -> [Expectation] {
        let beginning = "\(loaded.location.name)\(name.map { ".\($0)" } ?? "")"
        let read = try read("\(beginning).cassette.yaml", CassetteFormat.file, of: &loaded) { decoder, root, workflow in
            let expectations = decoder.expectations(of: root)
            return (expectations, Expectation.check(expectations, for: workflow, tools: tools))
        }
        return read ?? []
    }

    /// Reads a file beside a workflow, which gets to know its places and warnings; `nil` if there is none.
    private func read<Value>(
        _ name: String,
        _ format: MappingFormat,
        of loaded: inout LoadedWorkflow,
        _ decode: (RehearsalDecoder, YAMLNode, Workflow) -> (Value, [Finding])
    ) throws(DiagnosticsError) -> Value? {
        let location = loaded.location.beside(name)
        guard FileReader.exists(location) else { return nil }
        let log = FaultLog()
        guard let root = WorkflowFiles.root(of: location, .mapping(format), log) else {
            throw DiagnosticsError(log.sorted, sources: log.sources)
        }
        let (value, findings) = decode(RehearsalDecoder(log: log, file: location.shown), root, loaded.workflow)
        loaded.places.add(location.shown, root)
        FindingPlacer(places: loaded.places, log: log).add(findings)
        try log.throwErrors()
        loaded.sources += log.sources
        loaded.warnings += log.sorted
        return value
    }
}

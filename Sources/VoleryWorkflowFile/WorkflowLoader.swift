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
        let (start, end) = ("\(loaded.location.name).", ".rehearsal")
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
        let location = loaded.location.beside("\(beginning).rehearsal.yaml")
        guard FileReader.exists(location) else { return nil }
        let log = FaultLog()
        guard let root = WorkflowFiles.root(of: location, .mapping(RehearsalFormat.file), log) else {
            throw DiagnosticsError(log.sorted, sources: log.sources)
        }
        let rehearsal = RehearsalDecoder(log: log, file: location.shown).rehearsal(root)
        loaded.places.add(location.shown, root)
        let findings = rehearsal.check(for: loaded.workflow, tools: tools, file: location.shown)
        FindingPlacer(places: loaded.places, log: log).add(findings)
        try log.throwErrors()
        loaded.sources += log.sources
        loaded.warnings += log.sorted
        return rehearsal
    }
}

public import Logging
public import VoleryCore
internal import VoleryHTTP
public import VoleryModels
public import VoleryRuntime
internal import VoleryTools
public import VoleryWorkflow
public import VoleryWorkflowFile

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension Runtime {
    /// A runtime with the usual parts: the built-in tools and your own, and the models that a project names.
    ///
    /// ```swift
    /// let runtime = try Runtime(tools: [OpenOrders()])
    /// let workflow = try await runtime.load("workflows/reply.yaml")
    /// ```
    ///
    /// - Parameters:
    ///   - project: The project; that of the current folder unless given.
    ///   - tools: Tools beside the built-in ones, whose names can't be taken.
    ///   - model: The model of all agents, whatever they name.
    ///   - allowsUnsandboxed: Whether commands may be run in no sandbox where `safety` says so too; else they are not.
    ///   - people: Who answers what runs ask; without anybody, a run that asks fails.
    ///   - journal: Where transcripts are kept; in memory unless given.
    ///   - logger: Where the runtime's own logs go.
    /// - Throws: `DiagnosticsError` if the project's file has errors; an error if the HTTP client can't be started.
    public init(
        project: Project? = nil,
        tools: [any Tool] = [],
        model: String? = nil,
        allowsUnsandboxed: Bool = false,
        people: (any People)? = nil,
        journal: any Journal = MemoryJournal(),
        logger: Logger = Logger(label: "volery") { _ in SwiftLogNoOpLogHandler() }
    ) throws {
        let client = try SharedClient.shared.get()
        let environment = ProcessInfo.processInfo.environment
        let modelEnvironment = ModelEnvironment.current()
        let time = SystemTime()
        let folder = FileManager.default.currentDirectoryPath
        let project =
            try project
            ?? WorkflowLoader(tools: Self.catalogue(tools, client), environment: environment).project(
                above: "\(folder)/volery.yaml"
            )
        self.init(
            RuntimeConfiguration(
                models: ModelRegistry(
                    project,
                    environment: modelEnvironment,
                    client: client,
                    time: time,
                    override: model
                ),
                tools: try Self.catalogue(tools, client, project.safety, allowsUnsandboxed: allowsUnsandboxed),
                declaredTools: DeclaredTools(
                    client: client,
                    safety: project.safety,
                    allowsUnsandboxed: allowsUnsandboxed
                ),
                files: BoundedFiles(),
                secrets: project.secrets + modelEnvironment.secrets,
                people: people,
                journal: journal,
                limits: project.limits,
                workspace: project.folder,
                time: time,
                logger: logger
            )
        )
    }

    /// The built-in tools, and your own behind them.
    public static func catalogue(_ tools: [any Tool] = []) throws -> any ToolCatalogue {
        try catalogue(tools, SharedClient.shared.get())
    }

    private static func catalogue(
        _ tools: [any Tool],
        _ client: HTTPClient,
        _ safety: Safety = Safety(),
        allowsUnsandboxed: Bool = false
    ) throws -> any ToolCatalogue {
        CombinedToolCatalogue([
            try BuiltInTools(client: client, safety: safety, allowsUnsandboxed: allowsUnsandboxed),
            try FixedToolCatalogue(tools),
        ])
    }

    /// What is known of the models that a project's workflows name, whether or not they can be asked here: prices,
    /// windows.
    ///
    /// - Parameter project: The project.
    /// - Returns: For a choice of a model with its fallbacks what is known; `nil` if nothing is.
    /// - Throws: An error if the HTTP client can't be started.
    public static func modelFacts(of project: Project) throws -> (ModelChoice) -> ModelFacts? {
        let client = try SharedClient.shared.get()
        let environment = ModelEnvironment.current()
        let registries = [environment, environment.withEveryServer].map {
            ModelRegistry(project, environment: $0, client: client, time: SystemTime())
        }
        return { choice in
            for registry in registries {
                if let model = try? registry.model(choice.use, fallback: choice.fallback) { return model.facts }
            }
            return nil
        }
    }

    /// Loads a workflow's file and checks it against this runtime's tools.
    ///
    /// - Parameter path: The file.
    /// - Returns: The workflow, ready to run.
    /// - Throws: `DiagnosticsError` with everything that is wrong in the file and those that it names.
    public func load(_ path: String) async throws -> Workflow {
        try await loadFile(path).workflow
    }

    /// Loads a workflow's file with what belongs to it: its project, its warnings, the places of its keys.
    ///
    /// - Parameter path: The file.
    /// - Returns: The workflow and what belongs to it.
    /// - Throws: `DiagnosticsError` with everything that is wrong in the file and those that it names.
    public func loadFile(_ path: String) async throws -> LoadedWorkflow {
        let loader = loader
        return try await Blocking.run { try loader.load(path) }
    }

    /// Loads the rehearsal that lies beside a workflow's file.
    ///
    /// - Parameter file: The workflow; it gets to know the rehearsal's places and warnings.
    /// - Returns: The rehearsal; an empty one, which makes everything up, if there is no file.
    /// - Throws: `DiagnosticsError` with everything that is wrong in it.
    public func rehearsal(of file: inout LoadedWorkflow) throws -> Rehearsal {
        try loader.rehearsal(of: &file) ?? Rehearsal()
    }

    private var loader: WorkflowLoader {
        WorkflowLoader(tools: configuration.tools, environment: ProcessInfo.processInfo.environment)
    }

    /// A runtime like this one, in which a rehearsal speaks for all models, for people and for some tools.
    ///
    /// - Parameter model: The rehearsal's model; ask it for `leftOver` when the run has ended.
    /// - Returns: The runtime.
    public func rehearsing(_ model: RehearsalModel) -> Runtime {
        var configuration = configuration
        configuration.models = model.provider
        configuration.people = model
        configuration.passesWaits = true
        // The journal is shared, so its runs' ids must not repeat those of this runtime.
        configuration.random = RandomSource()
        configuration.tools = RehearsedTools(configuration.tools, model.rehearsal)
        configuration.declaredTools = configuration.declaredTools.map { RehearsedDeclaredTools($0, model.rehearsal) }
        return Runtime(configuration)
    }
}

/// The one HTTP client of the process, which keeps its connections for all runtimes.
private enum SharedClient {
    static let shared = Result { try HTTPClient() }
}

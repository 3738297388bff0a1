public import Logging
public import VoleryCore
public import VoleryWorkflow

/// What a runtime works with.
public struct RuntimeConfiguration: Sendable {
    /// Where models come from.
    public var models: any ModelProvider
    /// Where tools come from.
    public var tools: any ToolCatalogue
    /// Makes the tools that workflows' files declare; without it those can't be called.
    public var declaredTools: (any DeclaredToolMaker)?
    /// Reads the files that prompts name; without it a run that names one fails.
    public var files: (any WorkspaceFiles)?
    /// What must not be seen: it is taken out of transcripts, events, logs, errors and prompts.
    public var secrets: [Secret]
    /// Who answers what runs ask; without anybody, a run that asks fails.
    public var people: (any People)?
    /// Where transcripts are kept.
    public var journal: any Journal
    /// Bounds on every run, around those of its workflow.
    public var limits: Limits
    /// The folder that runs work in, as an absolute path.
    public var workspace: String
    /// Where time comes from.
    public var time: any TimeSource
    /// Whether a `wait` step is over at once, as in rehearsals.
    public var passesWaits = false
    /// Where chance comes from.
    public var random: RandomSource
    /// Where the runtime's own logs go.
    public var logger: Logger

    /// What a runtime works with.
    public init(
        models: any ModelProvider,
        tools: any ToolCatalogue,
        declaredTools: (any DeclaredToolMaker)? = nil,
        files: (any WorkspaceFiles)? = nil,
        secrets: [Secret] = [],
        people: (any People)? = nil,
        journal: any Journal = MemoryJournal(),
        limits: Limits = .none,
        workspace: String,
        time: any TimeSource,
        random: RandomSource = RandomSource(),
        logger: Logger = Logger(label: "volery") { _ in SwiftLogNoOpLogHandler() }
    ) {
        self.models = models
        self.tools = tools
        self.declaredTools = declaredTools
        self.files = files
        self.secrets = secrets
        self.people = people
        self.journal = journal
        self.limits = limits
        self.workspace = workspace
        self.time = time
        self.random = random
        self.logger = logger
    }
}

extension RuntimeConfiguration {
    /// The tools that a workflow can grant: the runtime's, and those that its files declare.
    ///
    /// - Parameters:
    ///   - workflow: The workflow.
    ///   - safety: What it and those that call it ask for to hold its commands.
    /// - Returns: The tools, held as that says.
    package func catalogue(for workflow: Workflow, within safety: Safety?) -> any ToolCatalogue {
        let all: any ToolCatalogue =
            workflow.tools.isEmpty
            ? tools : DeclaredToolCatalogue(tools, declared: workflow.tools, maker: declaredTools)
        return safety.map(all.within) ?? all
    }
}

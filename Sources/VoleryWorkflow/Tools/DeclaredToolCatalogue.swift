public import VoleryCore

/// Makes tools of what files declare.
public protocol DeclaredToolMaker: Sendable {
    /// Makes a tool with the reach of a grant.
    ///
    /// - Parameters:
    ///   - tool: What is declared.
    ///   - grant: What narrows it, as the shell's for a command; `null` for the default.
    ///   - workspace: The absolute path of the folder that a run works in.
    /// - Returns: The tool.
    /// - Throws: An error that says why the grant can't be given here.
    func makeTool(_ tool: DeclaredTool, grant: JSONValue, workspace: String) throws -> any Tool

    /// One whose commands more may have to hold; the same where it makes no commands, as unless said.
    ///
    /// - Parameter safety: What has to hold, beside what has to already.
    /// - Returns: A maker of tools that are never held by less than this one's.
    func within(_ safety: Safety) -> any DeclaredToolMaker
}

extension DeclaredToolMaker {
    /// The same: it makes no commands.
    public func within(_ safety: Safety) -> any DeclaredToolMaker { self }
}

/// The tools that can be granted in a workflow: those that exist, and those that its files declare.
public struct DeclaredToolCatalogue: ToolCatalogue {
    private let base: any ToolCatalogue
    private let declared: [String: DeclaredTool]
    private let maker: (any DeclaredToolMaker)?

    /// A catalogue.
    ///
    /// - Parameters:
    ///   - base: The tools that exist; their names can't be taken.
    ///   - declared: The tools that files declare; of two with one name the first counts.
    ///   - maker: Makes the declared ones; without it they can be checked and not called.
    public init(_ base: any ToolCatalogue, declared: [DeclaredTool], maker: (any DeclaredToolMaker)?) {
        self.base = base
        self.declared = Dictionary(declared.map { ($0.name, $0) }) { first, _ in first }
        self.maker = maker
    }

    /// The names of all tools, sorted.
    public var names: [String] { Set(base.names + declared.keys).sorted() }

    /// What is known of a tool before it is granted.
    public func description(of name: String) -> ToolDescription? {
        if let known = base.description(of: name) { return known }
        guard let tool = declared[name], let arguments = try? tool.argumentsSchema else { return nil }
        var description = ToolDescription(
            name: name,
            description: tool.description,
            arguments: arguments,
            output: tool.outputSchema,
            effects: tool.effects
        )
        if case .command = tool.action, let shell = base.description(of: "shell") {
            description.grant = shell.grant
            description.grantFaults = shell.grantFaults
        }
        return description
    }

    /// Makes a tool that has just the reach that a grant gives.
    public func makeTool(_ name: String, grant: JSONValue, workspace: String) throws -> any Tool {
        guard base.description(of: name) == nil, let tool = declared[name] else {
            return try base.makeTool(name, grant: grant, workspace: workspace)
        }
        guard let maker else { throw ToolFailure.final("tools that files declare can't be called here") }
        return try maker.makeTool(tool, grant: grant, workspace: workspace)
    }

    /// The same, of those that exist and of those that are declared.
    public func within(_ safety: Safety) -> any ToolCatalogue {
        DeclaredToolCatalogue(
            base.within(safety),
            declared: Array(declared.values),
            maker: maker?.within(safety)
        )
    }
}

extension DeclaredTool {
    /// The schema of its result as far as it is known: a command without a schema gives text.
    fileprivate var outputSchema: JSONSchema? {
        if let output { return output }
        guard case .command = action else { return nil }
        return try? JSONSchema(["type": "string"])
    }
}

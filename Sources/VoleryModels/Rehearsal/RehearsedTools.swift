internal import VoleryCEL
public import VoleryCore
public import VoleryWorkflow

/// Tools of which a rehearsal gives some results in place of the real ones.
public struct RehearsedTools: ToolCatalogue {
    private let tools: any ToolCatalogue
    private let rehearsal: Rehearsal

    /// The given tools, but for what the rehearsal says.
    public init(_ tools: any ToolCatalogue, _ rehearsal: Rehearsal) {
        self.tools = tools
        self.rehearsal = rehearsal
    }

    /// The names of the real tools.
    public var names: [String] { tools.names }

    /// What is known of the real tool.
    public func description(of name: String) -> ToolDescription? { tools.description(of: name) }

    /// The real tool, behind the rehearsal's results.
    public func makeTool(_ name: String, grant: JSONValue, workspace: String) throws -> any Tool {
        try rehearsal.tool(try tools.makeTool(name, grant: grant, workspace: workspace), named: name)
    }

    /// The real tools within it, behind the rehearsal's results.
    public func within(_ safety: Safety) -> any ToolCatalogue { RehearsedTools(tools.within(safety), rehearsal) }
}

/// Tools that files declare, of which a rehearsal gives some results in place of the real ones.
public struct RehearsedDeclaredTools: DeclaredToolMaker {
    private let maker: any DeclaredToolMaker
    private let rehearsal: Rehearsal

    /// What a maker makes, but for what the rehearsal says.
    public init(_ maker: any DeclaredToolMaker, _ rehearsal: Rehearsal) {
        self.maker = maker
        self.rehearsal = rehearsal
    }

    /// The real tool, behind the rehearsal's results.
    public func makeTool(_ tool: DeclaredTool, grant: JSONValue, workspace: String) throws -> any Tool {
        try rehearsal.tool(try maker.makeTool(tool, grant: grant, workspace: workspace), named: tool.name)
    }

    /// The real maker within it, behind the rehearsal's results.
    public func within(_ safety: Safety) -> any DeclaredToolMaker {
        RehearsedDeclaredTools(maker.within(safety), rehearsal)
    }
}

extension Rehearsal {
    /// A tool behind the results that are given for its name; one that acts outside is never really called.
    fileprivate func tool(_ real: any Tool, named name: String) throws -> any Tool {
        let results = tools[name] ?? []
        guard !results.isEmpty || real.effects.contains(.changesOutside) else { return real }
        return RehearsedTool(real: real, results: results, schema: try real.argumentsSchema)
    }
}

private struct RehearsedTool: Tool {
    let real: any Tool
    let results: [Rehearsal.ToolResult]
    let schema: JSONSchema

    var name: String { real.name }
    var description: String { real.description }
    var argumentsSchema: JSONSchema { schema }
    var effects: ToolEffects { real.effects }
    var reach: Reach { real.reach }
    var repeats: ToolRepeats { real.repeats }
    var isExclusive: Bool { real.isExclusive }

    @concurrent func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        for result in results where try applies(result, to: arguments) {
            return ToolOutput(result.result)
        }
        guard !real.effects.contains(.changesOutside) else {
            throw ToolFailure.final("`\(name)` acts outside, and the rehearsal gives no result for these arguments")
        }
        return try await real.call(json: arguments, context: context)
    }

    private func applies(_ result: Rehearsal.ToolResult, to arguments: JSONValue) throws -> Bool {
        guard let condition = result.condition else { return true }
        do throws(CELError) {
            return try condition.evaluate(in: ["arguments": CELValue(arguments)] as CELBindings) == .bool(true)
        } catch {
            throw ToolFailure.final("\(result.path).when: \(error.message)")
        }
    }
}

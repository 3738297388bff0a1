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
        let tool = try tools.makeTool(name, grant: grant, workspace: workspace)
        guard let results = rehearsal.tools[name], !results.isEmpty else { return tool }
        return RehearsedTool(real: tool, results: results, schema: try tool.argumentsSchema)
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
    var repeats: ToolRepeats { real.repeats }
    var isExclusive: Bool { real.isExclusive }

    @concurrent func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        for result in results where try applies(result, to: arguments) {
            return ToolOutput(result.result)
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

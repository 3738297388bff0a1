public import VoleryCore
public import VoleryHTTP
public import VoleryWorkflow

/// Makes the tools that files declare: commands in the sandbox, and requests to servers.
public struct DeclaredTools: DeclaredToolMaker {
    private let client: HTTPClient
    private var hold: CommandHold

    /// Makes tools whose requests a client sends.
    ///
    /// - Parameters:
    ///   - client: Sends the requests.
    ///   - safety: What has to hold commands.
    ///   - allowsUnsandboxed: Whether nothing may hold them where that is asked for.
    public init(client: HTTPClient, safety: Safety = Safety(), allowsUnsandboxed: Bool = false) {
        self.client = client
        hold = CommandHold(safety: safety, allowsNone: allowsUnsandboxed)
    }

    /// Makes a tool with the reach of a grant.
    public func makeTool(_ tool: DeclaredTool, grant: JSONValue, workspace: String) throws -> any Tool {
        switch tool.action {
        case .command(let words, let stdin):
            return CommandTool(
                declared: tool,
                words: words,
                stdin: stdin,
                run: CommandRun(grant: try ShellGrant(grant, workspace: workspace, minimum: hold.minimum()))
            )
        case .http(let request):
            guard grant.isNull else { throw ToolFailure.final("nothing about the tool `\(tool.name)` can be narrowed") }
            return RequestTool(declared: tool, request: request, client: client)
        case .search(let settings):
            guard grant.isNull else { throw ToolFailure.final("nothing about the tool `\(tool.name)` can be narrowed") }
            return WebSearch(declared: tool, settings: settings, client: client)
        }
    }

    /// One whose commands are held by what both ask for.
    public func within(_ safety: Safety) -> any DeclaredToolMaker {
        var tools = self
        tools.hold.safety = hold.safety.and(safety)
        return tools
    }
}

extension DeclaredTool {
    /// The scope of a call's templates, with the defaults of what was not given.
    func scope(_ given: JSONValue) throws -> DeclaredToolScope {
        do throws(InputsError) {
            return DeclaredToolScope(self, arguments: try arguments.complete(given.objectValue ?? JSONObject()))
        } catch {
            throw ToolFailure.correctable(error.description)
        }
    }

    /// A text read as what `output` declares.
    /// - Throws: `ToolFailure` when it does not fit.
    func value(of text: String, by schema: JSONSchema) throws -> JSONValue {
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONValue(parsing: text)
        } catch {
            throw ToolFailure.final("the result of `\(name)` is not JSON: \(error)")
        }
        let faults = schema.validate(value)
        guard faults.isEmpty else {
            let words = faults.map(\.description).joined(separator: "; ")
            throw ToolFailure.final("the result of `\(name)` does not fit its `output`: \(words)")
        }
        return value
    }
}

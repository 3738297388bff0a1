internal import VoleryCEL
internal import VoleryCore
internal import VolerySandbox
internal import VoleryWorkflow

/// A declared command: a program with its arguments as they are, which no shell reads.
struct CommandTool: Tool {
    let declared: DeclaredTool
    let words: [Template]
    let stdin: Template?
    let run: CommandRun

    /// The variable that holds a call's idempotency key, the same on every attempt.
    static let keyVariable = "VOLERY_IDEMPOTENCY_KEY"

    var name: String { declared.name }
    var description: String { declared.description }
    var argumentsSchema: JSONSchema { get throws { try declared.argumentsSchema } }
    var effects: ToolEffects { declared.effects.union(run.grant.effects) }
    var reach: Reach { run.grant.reach(of: "`\(words.map(\.source).joined(separator: " "))`") }
    var repeats: ToolRepeats { declared.repeats }

    @concurrent func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        let scope = try declared.scope(arguments)
        let program: [String]
        let input: String
        do throws(CELError) {
            var texts: [String] = []
            for word in words { texts.append(try word.text(in: scope)) }
            program = texts
            input = try stdin?.text(in: scope) ?? ""
        } catch {
            throw ToolFailure.correctable(error.message)
        }
        let environment = [Self.keyVariable: context.idempotencyKey]
        return try output(
            of: await run.result(of: .arguments(program), environment: environment, input: input, in: context)
        )
    }

    private func output(of result: CommandRun.Result) throws -> ToolOutput {
        if let failure = result.failure {
            let said = [failure, result.output].filter { !$0.isEmpty }.joined(separator: "\n")
            return ToolOutput(.string(said), stepFailure: failure)
        }
        guard let schema = declared.output else { return .text(result.output.withoutLastLineBreak) }
        return .json(try declared.value(of: result.output, by: schema))
    }
}

extension String {
    fileprivate var withoutLastLineBreak: String {
        guard utf8.last == UInt8(ascii: "\n") else { return self }
        var rest = utf8.dropLast()
        if rest.last == UInt8(ascii: "\r") { rest = rest.dropLast() }
        return String(Substring(rest))
    }
}

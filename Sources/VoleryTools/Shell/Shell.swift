internal import VoleryCore
internal import VolerySandbox

/// `shell`: a command for bash, in a sandbox of its own.
struct Shell: Tool {
    struct Arguments: ToolArguments, Decodable {
        var command: String
        var env: [String: String]?
        var stdin: String?

        static var schema: JSONSchema {
            get throws {
                try JSONSchema([
                    "type": "object",
                    "required": ["command"],
                    "additionalProperties": false,
                    "properties": [
                        "command": [
                            "type": "string", "minLength": 1, "description": "What bash runs, in the workspace.",
                        ],
                        "env": [
                            "type": "object", "additionalProperties": ["type": "string"],
                            "description": "Environment variables; the environment is empty otherwise.",
                        ],
                        "stdin": ["type": "string", "description": "What the command reads from standard input."],
                    ],
                ])
            }
        }
    }

    static let name = "shell"
    static let description =
        "Runs a command with bash in a sandbox: no network, the workspace as its folder, the system's own programs."

    let grant: ShellGrant
    var name: String { Self.name }
    var description: String { Self.description }
    var effects: ToolEffects { [.readsPrivateData, .changesWorkspace] }

    private static var output: JSONValue {
        [
            "type": "object",
            "required": ["exit", "stdout", "stderr"],
            "properties": ["exit": ["type": "integer"], "stdout": ["type": "string"], "stderr": ["type": "string"]],
        ]
    }

    static func maker() throws -> Maker {
        Maker(
            description: ToolDescription(
                name: name,
                description: description,
                arguments: try Arguments.schema,
                grant: try JSONSchema(ShellGrant.schema),
                output: try JSONSchema(output),
                effects: [.readsPrivateData, .changesWorkspace]
            )
        ) { Shell(grant: try ShellGrant($0, workspace: $1)) }
    }

    @concurrent func call(arguments: Arguments, context: ToolContext) async throws -> ToolOutput {
        var limits = grant.limits
        limits.time = min(limits.time, context.timeLeft)
        let command = SandboxedCommand(
            .shell(arguments.command),
            environment: arguments.env ?? [:],
            input: Array((arguments.stdin ?? "").utf8),
            limits: limits
        )
        let result: SandboxResult
        do throws(SandboxError) {
            result = try await grant.sandbox.run(command)
        } catch {
            throw error.code == .invalid
                ? ToolFailure.correctable(error.description) : ToolFailure.final(error.description)
        }
        try Task.checkCancellation()
        return try output(of: result, limits)
    }

    private func output(of result: SandboxResult, _ limits: SandboxLimits) throws -> ToolOutput {
        let exit: Int
        switch result.ending {
        case .exited(let code): exit = Int(code)
        case .signalled(let signal): exit = 128 + Int(signal)
        case .unknown:
            throw ToolFailure.final("the command ended, but not how: something else collected its exit code")
        case .stopped(let reason):
            throw ToolFailure.correctable(
                "the command was stopped: \(words(for: reason, limits)); it had written:\n\(text(of: result.output))"
            )
        }
        let moved = result.quarantined.map { "`\($0.name)` may not be created here and was moved aside" }
        let value: JSONValue = [
            "exit": .int(exit), "stdout": .string(text(of: result.output)),
            "stderr": .string(([text(of: result.errors)] + moved).filter { !$0.isEmpty }.joined(separator: "\n")),
        ]
        guard exit != 0 else { return .json(value) }
        let said = text(of: result.errors).split(separator: "\n").last.map { ": \($0.prefix(400))" } ?? ""
        return ToolOutput(value, stepFailure: "the command ended with exit code \(exit)\(said)")
    }

    private func words(for reason: SandboxResult.StopReason, _ limits: SandboxLimits) -> String {
        switch reason {
        case .timeout: "it took longer than \(limits.time)"
        case .output: "it wrote far more than \(limits.output) bytes"
        case .memory: "it used more than \(limits.memory) bytes of memory"
        case .cancelled: "it was cancelled"
        }
    }

    /// The text of an output; what was left out of its middle is counted, bytes that are no UTF-8 are replaced.
    private func text(of output: CapturedOutput) -> String {
        guard output.omitted > 0 else { return String(decoding: output.bytes, as: UTF8.self) }
        let head = String(decoding: output.head, as: UTF8.self)
        return "\(head)\n… \(output.omitted) bytes left out …\n" + String(decoding: output.tail, as: UTF8.self)
    }
}

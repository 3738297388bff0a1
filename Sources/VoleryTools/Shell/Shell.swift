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
    var description: String {
        if !grant.isHeld {
            return "Runs a command with bash in the workspace, in no sandbox, as a user without rights."
        }
        guard let network = grant.network else { return Self.description }
        return """
            Runs a command with bash in a sandbox: the workspace as its folder, the system's own programs. Its network is \
            a proxy for HTTP and HTTPS, named by the usual variables, which reaches \(network.words).
            """
    }
    var effects: ToolEffects { grant.effects }

    var reach: Reach { grant.reach(of: "any command") }

    private static var output: JSONValue {
        [
            "type": "object",
            "required": ["exit", "stdout", "stderr"],
            "properties": ["exit": ["type": "integer"], "stdout": ["type": "string"], "stderr": ["type": "string"]],
        ]
    }

    static func maker(hold: CommandHold) throws -> Maker {
        Maker(
            description: ToolDescription(
                name: name,
                description: description,
                arguments: try Arguments.schema,
                grant: try JSONSchema(ShellGrant.schema),
                output: try JSONSchema(output),
                effects: [.readsPrivateData, .changesWorkspace]
            ),
            grantFaults: ShellGrant.faults,
            make: making(hold: hold)
        )
    }

    /// Makes it for grants, with commands that are held as `hold` says.
    static func making(hold: CommandHold) -> @Sendable (_ grant: JSONValue, _ workspace: String) throws -> any Tool {
        { Shell(grant: try ShellGrant($0, workspace: $1, minimum: hold.minimum())) }
    }

    @concurrent func call(arguments: Arguments, context: ToolContext) async throws -> ToolOutput {
        let result = try await CommandRun(grant: grant).result(
            of: .shell(arguments.command),
            environment: arguments.env ?? [:],
            input: arguments.stdin ?? "",
            in: context
        )
        let value: JSONValue = [
            "exit": .int(result.exit), "stdout": .string(result.output), "stderr": .string(result.errors),
        ]
        return ToolOutput(value, stepFailure: result.failure)
    }
}

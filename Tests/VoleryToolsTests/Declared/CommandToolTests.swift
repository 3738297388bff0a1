import Testing
import VoleryCore
import VoleryWorkflow

@testable import VoleryTools

@Suite("Declared commands")
struct CommandToolTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func call(
        _ words: [String],
        _ arguments: JSONValue = [:],
        stdin: String? = nil,
        output: JSONValue? = nil,
        grant: JSONValue = .null
    ) async throws -> ToolOutput {
        let tool = DeclaredTool(
            name: "own",
            description: "A tool of a test.",
            arguments: [
                Input(name: "text", schema: try JSONSchema(["type": "string"]), defaultValue: "default"),
                Input(name: "count", schema: try JSONSchema(["type": "integer"]), defaultValue: 1),
            ],
            output: try output.map { try JSONSchema($0) },
            action: .command(try words.map { try Template($0) }, stdin: try stdin.map { try Template($0) })
        )
        return try await withClient { client in
            let made = try DeclaredTools(client: client).makeTool(tool, grant: grant, workspace: folder.path)
            return try await made.call(json: arguments, context: .testing(workspace: folder.path))
        }
    }

    @Test(
        "An argument is one word of the program's, whatever is in it",
        arguments: ["a b", "$(id)", "'; id #", "-n", "`id`", "*", "a\nb", "\\"]
    )
    func noShell(_ text: String) async throws {
        let output = try await call(["printf", "%s|%s", "${{ arguments.text }}", "end"], ["text": .string(text)])
        #expect(output == .text("\(text)|end"))
    }

    @Test("The last line break of the output is left out, and only that")
    func lineBreak() async throws {
        #expect(try await call(["printf", "a\\n\\n"]) == .text("a\n"))
        #expect(try await call(["printf", "a\\r\\n"]) == .text("a"))
        #expect(try await call(["true"]) == .text(""))
    }

    @Test("Values that are no text go in as JSON, defaults are filled in, and `stdin` is given")
    func values() async throws {
        let output = try await call(
            ["cat", "-"],
            ["count": 7],
            stdin: "${{ arguments.count }} ${{ arguments.text }}"
        )
        #expect(output == .text("7 default"))
    }

    @Test("It finds the call's idempotency key in its environment")
    func key() async throws {
        let context = ToolContext.testing(workspace: folder.path)
        #expect(try await call(["printenv", "VOLERY_IDEMPOTENCY_KEY"]) == .text(context.idempotencyKey))
    }

    @Test("With a schema the output is a value that fits it, or a failure")
    func schema() async throws {
        let list: JSONValue = ["type": "array", "items": ["type": "integer"]]
        #expect(try await call(["echo", "[1, 2]"], output: list) == .json([1, 2]))
        for wrong in ["[1, \"2\"]", "one", ""] {
            await #expect(throws: ToolFailure.self) { try await call(["echo", wrong], output: list) }
        }
    }

    @Test("An exit code other than 0 fails a step, and tells a model what was said")
    func exit() async throws {
        let output = try await call(["bash", "-c", "echo half; echo broken >&2; exit 3"])
        #expect(output.stepFailure == "the command ended with exit code 3: broken")
        #expect(output.text == "the command ended with exit code 3: broken\nhalf\n")
    }

    @Test("It has the reach of its grant, as the shell")
    func grant() async throws {
        try folder.write("kept", to: "x")
        let output = try await call(["cp", "/dev/null", "x"], grant: ["writable": []])
        #expect(output.stepFailure?.contains("Read-only file system") == true)
        let failure = await #expect(throws: ToolFailure.self) {
            try await call(["sleep", "60"], grant: ["time": "200ms"])
        }
        #expect(failure?.message.contains("it took longer than") == true)
    }

    @Test("A program that isn't there, and arguments that no program can be given, are told")
    func impossible() async throws {
        #expect(try await call(["no-such-program"]).stepFailure?.contains("exit code") == true)
        await #expect(throws: ToolFailure.self) {
            try await call(["echo", "${{ arguments.text }}"], ["text": "a\u{0}b"])
        }
        await #expect(throws: ToolFailure.self) { try await call(["${{ arguments.text }}"], ["text": ""]) }
    }
}

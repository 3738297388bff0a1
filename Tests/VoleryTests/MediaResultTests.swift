import Foundation
import LoopbackServer
import Testing
import Volery

@Suite("Images and files that tools give", .timeLimit(.minutes(2)))
struct MediaResultTests {
    /// A PNG of one pixel.
    private static let image =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    private static let document = Array("%PDF-1.4\n%%EOF\n".utf8)

    @Test("reach a model that takes them as parts of a message of the user's, behind the results of all calls")
    func shown() async throws {
        let messages = try await secondRequest(takes: "image, file")
        try #require(messages.count == 6, "\(messages)")
        #expect(messages[2]["tool_calls"]?.arrayValue?.count == 2)
        #expect(
            messages[3] == [
                "role": "tool", "tool_call_id": "c1", "content": "[an image dot.png, image/png, 70 bytes; it follows]",
            ]
        )
        #expect(messages[4]["content"] == "the report\n[a file report.pdf, application/pdf, 15 bytes; it follows]")
        let data = Data(Self.document).base64EncodedString()
        let parts: JSONValue = [
            ["type": "text", "text": "From read_file (c1):"],
            ["type": "image_url", "image_url": ["url": .string("data:image/png;base64,\(Self.image)")]],
            ["type": "text", "text": "From report (c2):"],
            [
                "type": "file",
                "file": ["filename": "report.pdf", "file_data": .string("data:application/pdf;base64,\(data)")],
            ],
        ]
        #expect(messages[5] == ["role": "user", "content": parts])
    }

    @Test("are described to a model that takes text alone")
    func described() async throws {
        let messages = try await secondRequest(takes: "")
        try #require(messages.count == 5)
        #expect(messages[3]["content"]?.stringValue?.contains("PNG") == true, "\(messages[3])")
        #expect(
            messages[4]["content"]
                == "the report\n[a file report.pdf, application/pdf, 15 bytes, which this model can't be shown]"
        )
    }

    /// The messages of the request that follows on two calls: one reads an image, one gives a file.
    private func secondRequest(takes: String) async throws -> [JSONValue] {
        try await withTemporaryFolder { folder in
            try await withLoopbackServer {
                let turn = try JSONValue(parsing: $0.request.text)["messages"]?.arrayValue?.count ?? 0
                try $0.respond(Self.reply(isFirst: turn == 2), headers: ["Content-Type": "application/json"])
            } during: { server in
                let project = """
                    providers: { lab: { kind: openai, endpoint: "\(server.url("/v1"))" } }
                    models: { default: { use: lab/sees, takes: [\(takes)] } }
                    """
                let workflow = """
                    agents: { viewer: { instructions: You look., tools: [read_file, report] } }
                    steps: { look: { agent: viewer, prompt: Look. } }
                    """
                try project.write(toFile: "\(folder)/volery.yaml", atomically: true, encoding: .utf8)
                try workflow.write(toFile: "\(folder)/look.yaml", atomically: true, encoding: .utf8)
                try #require(Data(base64Encoded: Self.image)).write(to: URL(filePath: "\(folder)/dot.png"))
                let catalogue = try Runtime.catalogue([Report(bytes: Self.document)])
                let loaded = try WorkflowLoader(tools: catalogue, environment: [:]).load("\(folder)/look.yaml")
                let runtime = try Runtime(project: loaded.project, tools: [Report(bytes: Self.document)])
                let outputs = try await runtime.withRun(of: loaded.workflow) { try await $0.outputs() }
                #expect(outputs["look"] == "seen")
                let requests = server.requests
                try #require(requests.count == 2)
                return try JSONValue(parsing: requests[1].text)["messages"]?.arrayValue ?? []
            }
        }
    }

    private static func reply(isFirst: Bool) -> String {
        func call(_ id: String, _ name: String, _ arguments: String) -> JSONValue {
            [
                "id": .string(id), "type": "function",
                "function": ["name": .string(name), "arguments": .string(arguments)],
            ]
        }
        let calls: JSONValue = [call("c1", "read_file", #"{"path":"dot.png"}"#), call("c2", "report", "{}")]
        let message: JSONValue =
            isFirst
            ? ["role": "assistant", "content": "", "tool_calls": calls] : ["role": "assistant", "content": "seen"]
        let choice: JSONValue = ["index": 0, "message": message, "finish_reason": isFirst ? "tool_calls" : "stop"]
        let body: JSONValue = [
            "id": "c", "object": "chat.completion", "model": "sees", "choices": [choice],
            "usage": ["prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15],
        ]
        return body.serialized()
    }
}

/// A tool whose result is a file.
private struct Report: Tool {
    let bytes: [UInt8]
    let name = "report"
    let description = "Gives the report."
    let repeats = ToolRepeats.reads

    func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        .file(bytes, type: "application/pdf", name: "report.pdf", text: "the report")
    }
}

import FoundationEssentials
import Testing
import VoleryCore

@testable import VoleryModels

@Suite("Requests against the schemas of the wire format")
struct RequestSchemaTests {
    private static let isHere = SharedData.schema("CreateChatCompletionRequest.json") != nil

    @Test(
        "fit OpenAI's and xAI's request schemas, whatever is asked and in whichever dialect",
        .enabled(if: isHere, "the schemas aren't here"),
        arguments: ["CreateChatCompletionRequest.json", "xai/ChatRequest.json"]
    )
    func schemas(name: String) throws {
        let data = try #require(SharedData.schema(name))
        let schema = try JSONSchema(JSONValue(parsing: data, options: .lenient))
        var count = 0
        for dialect in [ChatDialect.openAI, .xAI, .azure, .compatible] {
            for request in try Self.requests() {
                let body = ChatRequestBody(model: "grok-4.3", dialect: dialect, maxOutputTokens: 8_192)
                let sent = try JSONValue(parsing: body.bytes(for: request))
                let faults = schema.validate(sent).map(\.description)
                #expect(faults.isEmpty, "\(sent): \(faults)")
                count += 1
            }
        }
        #expect(count == 4 * 96)
        #expect(!schema.isValid(["model": "grok-4.3"]))
    }

    /// Conversations of every shape, with every choice.
    private static func requests() throws -> [ModelRequest] {
        let call = ToolCall(id: "call_1", name: "weather", arguments: #"{"city":"#)
        let conversations: [[Message]] = [
            [.user("Hello?")],
            [.system("Be brief."), .user("A \"quote\", a line\nbreak, \u{1F600} and \u{0}.")],
            [
                .userParts([
                    .text("What is this?"), .media(Media(.image, [1, 2, 3], type: "image/png")),
                    .media(Media(.image, at: "https://example.org/a.jpg")),
                    .media(Media(.file, [1], type: "application/pdf", name: "a.pdf")),
                ])
            ],
            [
                .user("Weather?"), .assistant(text: "", toolCalls: [call]), .tool(callID: "call_1", text: ""),
                .assistant(text: "Rain.", toolCalls: [call, call]), .tool(callID: "call_1", text: "sun"),
                .assistant(text: "", toolCalls: []),
            ],
        ]
        let outputs = [nil, try JSONSchema(["type": "object"])]
        let choices: [([ToolDefinition], ModelRequest.ToolChoice)] = [
            ([], .auto), ([.weather], .auto), ([.weather], .required), ([.weather], .none),
        ]
        let settings: [(String?, Double?)] = [(nil, nil), ("none", 0), ("xhigh", 1.5)]
        return conversations.flatMap { messages in
            outputs.flatMap { output in
                choices.flatMap { tools, choice in
                    settings.map { reasoning, temperature in
                        ModelRequest(
                            address: Address("brief"),
                            agent: "editor",
                            messages: messages,
                            tools: tools,
                            toolChoice: choice,
                            output: output,
                            temperature: temperature,
                            reasoning: reasoning
                        )
                    }
                }
            }
        }
    }
}

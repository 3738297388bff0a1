import Testing
import VoleryCore

@testable import VoleryModels

@Suite("A request as a body for Chat Completions")
struct RequestBodyTests {
    @Test("has a stable form, with what every server understands")
    func plain() throws {
        var request = ModelRequest.hello()
        request.messages = [.system("Be brief."), .user("Hello?")]
        #expect(
            text(of: request) == """
                {"model":"small","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello?"}],\
                "max_tokens":8000,"stream":true,"stream_options":{"include_usage":true}}
                """
        )
        #expect(text(of: request) == text(of: request))
    }

    @Test("names tools, and asks for several calls where that isn't the default")
    func tools() throws {
        var request = ModelRequest.hello()
        request.tools = [.weather]
        request.toolChoice = .required
        let body = ChatRequestBody(model: "small", dialect: .compatible).json(for: request)
        #expect(
            body["tools"]?.serialized() == """
                [{"type":"function","function":{"name":"weather","description":"Tells the weather.","parameters":\
                {"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}}}]
                """
        )
        #expect(body["tool_choice"] == "required")
        #expect(body["parallel_tool_calls"] == true)
        request.toolChoice = .auto
        let openAI = ChatRequestBody(model: "small", dialect: .openAI).json(for: request)
        #expect(openAI["tool_choice"] == nil && openAI["parallel_tool_calls"] == nil)
    }

    @Test("holds images and files as parts of the user's message")
    func parts() {
        var request = ModelRequest.hello()
        request.messages = [
            .userParts([
                .text("What is this?"), .media(Media(.image, [0, 1, 2], type: "image/png")),
                .media(Media(.file, [3], type: "application/pdf", name: "a.pdf")),
                .media(Media(.video, at: "https://example.org/v.mp4")),
            ])
        ]
        let messages = ChatRequestBody(model: "small", dialect: .openAI).json(for: request)["messages"]
        #expect(
            messages?.serialized() == """
                [{"role":"user","content":[{"type":"text","text":"What is this?"},\
                {"type":"image_url","image_url":{"url":"data:image/png;base64,AAEC"}},\
                {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,Aw=="}},\
                {"type":"video_url","video_url":{"url":"https://example.org/v.mp4"}}]}]
                """
        )
    }

    @Test("echoes calls and their results, with null for an assistant that said nothing")
    func toolCalls() throws {
        var request = ModelRequest.hello()
        request.messages = [
            .user("Weather?"),
            .assistant(text: "", toolCalls: [ToolCall(id: "call_1", name: "weather", arguments: #"{"city":"Ulm"}"#)]),
            .tool(callID: "call_1", text: "rain"),
            .assistant(text: "", toolCalls: []),
        ]
        let messages = ChatRequestBody(model: "small", dialect: .compatible).json(for: request)["messages"]
        #expect(
            messages?[1]?.serialized() == """
                {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",\
                "function":{"name":"weather","arguments":"{\\"city\\":\\"Ulm\\"}"}}]}
                """
        )
        #expect(messages?[2]?.serialized() == #"{"role":"tool","tool_call_id":"call_1","content":"rain"}"#)
        #expect(messages?[3]?.serialized() == #"{"role":"assistant","content":""}"#)
    }

    @Test(
        "never sends back arguments that are no JSON object, which servers answer with status 500",
        arguments: [
            ("", "{}"), ("  ", "{}"), (#"{"a":1}"#, #"{"a":1}"#), (#"{"a":"#, #"{"unreadable":"{\"a\":"}"#),
            ("[1]", #"{"unreadable":"[1]"}"#), (#"{"a":1,"a":2}"#, #"{"a":1,"a":2}"#),
        ]
    )
    func brokenArguments(written: String, sent: String) throws {
        var request = ModelRequest.hello()
        request.messages = [.assistant(text: "", toolCalls: [ToolCall(id: "1", name: "f", arguments: written)])]
        let message = ChatRequestBody(model: "small", dialect: .compatible).json(for: request)["messages"]?[0]
        #expect(message?["tool_calls"]?[0]?["function"]?["arguments"]?.stringValue == sent)
    }

    @Test("asks for an answer that fits a schema, strictly where the schema allows it")
    func output() throws {
        var request = ModelRequest.hello()
        request.output = try JSONSchema([
            "type": "object", "properties": ["a": ["type": "string"]], "required": ["a"], "additionalProperties": false,
        ])
        let strict = ChatRequestBody(model: "small", dialect: .openAI).json(for: request)["response_format"]
        #expect(strict?["type"] == "json_schema")
        #expect(strict?["json_schema"]?["name"] == "answer")
        #expect(strict?["json_schema"]?["strict"] == true)
        #expect(strict?["json_schema"]?["schema"] == request.output?.value)
        request.output = try JSONSchema(["type": "object", "properties": ["a": ["type": "string"]]])
        let loose = ChatRequestBody(model: "small", dialect: .openAI).json(for: request)["response_format"]
        #expect(loose?["json_schema"]?["strict"] == false)
    }

    @Test("bounds the answer in the server's words, and never above what the model can do")
    func tokens() {
        var request = ModelRequest.hello()
        request.maxOutputTokens = 20_000
        let azure = ChatRequestBody(model: "grok-4.3", dialect: .azure, maxOutputTokens: 8_192).json(for: request)
        #expect(azure["max_completion_tokens"] == 8_192 && azure["max_tokens"] == nil)
        request.maxOutputTokens = 0
        #expect(ChatRequestBody(model: "small", dialect: .compatible).json(for: request)["max_tokens"] == 1)
    }

    @Test("sends an effort only to a model that takes one, and a temperature as it was given")
    func settings() {
        var request = ModelRequest.hello()
        request.reasoning = "high"
        request.temperature = 0.25
        let body = ChatRequestBody(model: "grok-4.3", dialect: .xAI).json(for: request)
        #expect(body["reasoning_effort"] == "high" && body["temperature"] == 0.25)
        let refusing = ChatRequestBody(model: "grok-4.20", dialect: .xAI, takesReasoningEffort: false)
        #expect(refusing.json(for: request)["reasoning_effort"] == nil)
        request.temperature = 0
        #expect(body["temperature"] != nil)
        #expect(refusing.json(for: request)["temperature"] == 0)
    }

    @Test("names the conversation, the same in each turn, to servers that cache by it")
    func cacheKey() throws {
        var request = ModelRequest.hello()
        let body = ChatRequestBody(model: "grok-4.3", dialect: .xAI)
        let key = try #require(body.json(for: request)["prompt_cache_key"]?.stringValue)
        request.messages.append(.assistant(text: "Hello!", toolCalls: []))
        #expect(body.json(for: request)["prompt_cache_key"]?.stringValue == key)
        #expect(key.count <= 64)
        request.address = Address("bye")
        #expect(body.json(for: request)["prompt_cache_key"]?.stringValue != key)
        #expect(ChatRequestBody(model: "m", dialect: .azure).json(for: request)["prompt_cache_key"] == nil)
    }

    private func text(of request: ModelRequest) -> String {
        String(decoding: ChatRequestBody(model: "small", dialect: .compatible).bytes(for: request), as: UTF8.self)
    }
}

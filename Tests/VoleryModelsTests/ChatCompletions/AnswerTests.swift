import Testing
import VoleryCore

@testable import VoleryModels

@Suite("An answer put together from its events")
struct AnswerTests {
    @Test("is the words of its deltas, seen as they come")
    func words() throws {
        let (reply, watch) = try read(
            chunk(["role": "assistant", "content": nil]),
            chunk(["role": "assistant", "content": "Hel"]),
            chunk(["content": "lo"]),
            chunk([:], finish: "stop"),
            "[DONE]"
        )
        #expect(reply == ModelReply(text: "Hello", model: "small-1"))
        #expect(watch.events == [.text("Hel"), .text("lo")])
    }

    @Test("leaves reasoning out of the text, under either of its names")
    func reasoning() throws {
        let (reply, watch) = try read(
            chunk(["reasoning_content": "First"]),
            chunk(["reasoning": ", then"]),
            chunk(["content": "Four."]),
            chunk([:], finish: "stop")
        )
        #expect(reply.text == "Four.")
        #expect(watch.events == [.reasoning("First"), .reasoning(", then"), .text("Four.")])
    }

    @Test("keeps the last usage, whether it comes with choices, without, or in every chunk")
    func usage() throws {
        let (reply, _) = try read(
            #"{"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":3,"completion_tokens":1}}"#,
            #"{"choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}"#,
            #"{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":9,"cost_in_usd_ticks":1399000}}"#,
            #"{"choices":[],"usage":null}"#,
            "[DONE]"
        )
        #expect(reply.usage == Usage(inputTokens: 3, outputTokens: 9, cost: Money(ticks: 1_399_000)))
    }

    @Test(
        "does without what servers leave out",
        arguments: [
            #"{"id":"","object":"","created":0,"model":"","prompt_filter_results":[{}],"choices":[],"usage":null}"#,
            #"{"choices":[{"index":0,"finish_reason":null,"content_filter_results":{},"content_filter_offsets":{}}]}"#,
            #"{"choices":null}"#, "{}", #"{"choices":[{"delta":null}]}"#, #"{"error":null,"choices":[]}"#,
            #"{"choices":[{"index":1,"delta":{"content":"another choice"}}]}"#,
            #"{"choices":[{"delta":{"content":null}}]}"#,
        ]
    )
    func omissions(event: String) throws {
        let (reply, _) = try read(event, chunk(["content": "Hello"]), event, chunk([:], finish: "stop"), event)
        #expect(reply.text == "Hello" && reply.finish == .stop)
    }

    @Test(
        "names its end, however the server does",
        arguments: [
            ("stop", ModelReply.FinishReason.stop), ("end_turn", .stop), ("eos", .stop), ("length", .length),
            ("max_tokens", .length), ("content_filter", .refused),
        ]
    )
    func finishes(reason: String, finish: ModelReply.FinishReason) throws {
        #expect(try read(chunk(["content": "a"], finish: reason)).reply.finish == finish)
    }

    @Test("is finished by [DONE] after an empty reason, and by nothing less")
    func emptyFinish() throws {
        let call: JSONValue = ["tool_calls": [["id": "1", "function": ["name": "f", "arguments": "{}"]]]]
        #expect(try read(chunk(call, finish: ""), "[DONE]").reply.finish == .toolCalls)
        #expect(try read(chunk(["content": "a"], finish: ""), "[DONE]").reply.finish == .stop)
        #expect(throws: ModelError.self) { try read(chunk(call, finish: "")) }
        #expect(throws: ModelError.self) { try read(chunk(call, finish: ""), chunk(["content": "a"])) }
        #expect(throws: ModelError.self) { try read(chunk(call), "[DONE]") }
        #expect(throws: ModelError.self) { try read("[DONE]") }
    }

    @Test("of a server that says stop and calls tools calls tools, and the other way round")
    func mislabelled() throws {
        let call: JSONValue = ["tool_calls": [["id": "1", "function": ["name": "f", "arguments": "{}"]]]]
        #expect(try read(chunk(call, finish: "stop")).reply.finish == .toolCalls)
        #expect(try read(chunk(["content": "a"], finish: "tool_calls")).reply.finish == .stop)
    }

    @Test("keeps the calls of one cut off at its length, and tells that it is")
    func cutCalls() throws {
        let call: JSONValue = ["tool_calls": [["id": "1", "function": ["name": "f", "arguments": "{\"a"]]]]
        let reply = try read(chunk(call), chunk([:], finish: "length")).reply
        #expect(reply.finish == .length && reply.toolCalls.count == 1)
    }

    @Test("gives out no call of one that was refused, even after it seemed done")
    func lateRefusal() throws {
        let call: JSONValue = ["tool_calls": [["id": "1", "function": ["name": "f", "arguments": "{}"]]]]
        let reply = try read(
            chunk(["content": "He"]),
            chunk(call),
            chunk([:], finish: "stop"),
            chunk([:], finish: "content_filter"),
            chunk([:], finish: "stop"),
            "[DONE]"
        ).reply
        #expect(reply.finish == .refused && reply.toolCalls.isEmpty && reply.text == "He")
        let refusal = try read(chunk(["refusal": "I can't "]), chunk(["refusal": "help."]), chunk([:], finish: "stop"))
        #expect(refusal.reply.finish == .refused && refusal.reply.text == "I can't help.")
    }

    @Test(
        "ends with an error that the server reports in it",
        arguments: [
            (
                #"{"error":{"message":"overloaded","type":"server_error","code":"overloaded"}}"#,
                ModelError.Kind.unavailable
            ),
            (#"{"code":"The service is currently unavailable","error":"try later"}"#, .unavailable),
            (#"{"error":"something broke"}"#, .unavailable),
            (#"{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}"#, .unavailable),
            (#"{"error":{"code":400,"message":"bad","type":"invalid_request_error"}}"#, .invalidRequest),
            (#"{"object":"error","message":"no such thing","code":40303}"#, .unavailable),
            (#"{"error":{"code":"content_filter","message":"held back"}}"#, .refused),
        ]
    )
    func faults(event: String, kind: ModelError.Kind) {
        let error = #expect(throws: ModelError.self) {
            try read(chunk(["content": "Hel"]), event, chunk([:], finish: "stop"), "[DONE]")
        }
        #expect(error?.kind == kind)
    }

    @Test(
        "ends with an error where an event can't be understood",
        arguments: ["{", "[1]", "\"text\"", "", #"{"choices":7}"#, #"{"choices":[{"delta":{"content":"He"#]
    )
    func nonsense(event: String) {
        let error = #expect(throws: ModelError.self) { try read(event, chunk([:], finish: "stop")) }
        #expect(error?.kind == .malformedAnswer)
        #expect(error?.isRetryable == true)
    }

    @Test("of more than 16 MiB ends with an error, and is not asked for again")
    func tooLong() {
        var answer = ChatAnswer()
        let event = Array(chunk(["content": .string(String(repeating: "x", count: 1 << 20))]).utf8)
        let error = #expect(throws: ModelError.self) {
            for _ in 0..<17 { try answer.receive(event) { _ in } }
        }
        #expect(error?.kind == .malformedAnswer && error?.isRetryable == false)
    }

    @Test("is understood when it comes whole, with the same care")
    func completion() throws {
        var answer = ChatAnswer()
        let watch = Watch()
        let body = #"""
            {"id":"6","object":"chat.completion","model":"grok-3-mini","choices":[{"index":0,"message":{"role":"assistant",
            "content":"","reasoning_content":"First","tool_calls":[{"id":"call_9","function":{"name":"weather",
            "arguments":"{\"location\":\"San Francisco\"}"},"type":"function"}],"refusal":null},
            "finish_reason":"tool_calls"}],"usage":{"prompt_tokens":291,"completion_tokens":26,"total_tokens":506,
            "prompt_tokens_details":{"cached_tokens":244},"completion_tokens_details":{"reasoning_tokens":189},
            "cost_in_usd_ticks":1399000}}
            """#
        try answer.receive(completion: Array(body.utf8)) { watch($0) }
        let call = ToolCall(id: "call_9", name: "weather", arguments: #"{"location":"San Francisco"}"#)
        let usage = Usage(
            inputTokens: 291,
            cachedTokens: 244,
            outputTokens: 215,
            reasoningTokens: 189,
            cost: Money(ticks: 1_399_000)
        )
        let expected = ModelReply(
            text: "",
            toolCalls: [call],
            finish: .toolCalls,
            usage: usage,
            model: "grok-3-mini"
        )
        #expect(try answer.reply() == expected)
        #expect(watch.events == [.reasoning("First")])
    }

    private func chunk(_ delta: JSONValue, finish: String? = nil) -> String {
        let event = Stream.chunk(delta, finish: finish).dropFirst("data: ".count)
        return String(event.dropLast(2))
    }

    @discardableResult
    private func read(_ events: String...) throws -> (reply: ModelReply, watch: Watch) {
        var answer = ChatAnswer()
        let watch = Watch()
        for event in events { try answer.receive(Array(event.utf8)) { watch($0) } }
        return (try answer.reply(), watch)
    }
}

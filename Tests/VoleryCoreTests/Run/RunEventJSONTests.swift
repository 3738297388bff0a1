import Testing
import VoleryCore

@Suite("Events are JSON Lines")
struct RunEventJSONTests {
    @Test("every event reads back as it was", arguments: samples)
    func roundTrip(_ event: RunEvent) throws {
        let line = event.json.serialized()
        #expect(!line.utf8.contains(UInt8(ascii: "\n")))
        #expect(try RunEvent(json: JSONValue(parsing: line)) == event)
    }

    @Test("an event is flat: the envelope, then what its type says, in snake case")
    func flat() {
        let entry = Entry(
            number: 12,
            time: 1_767_225_601.5,
            address: Address("research[0]"),
            fingerprint: "f",
            payload: .modelEnded(
                reply: ModelReply(
                    text: "",
                    toolCalls: [ToolCall(id: "c1", name: "web_fetch", arguments: "{}")],
                    finish: .toolCalls,
                    usage: Usage(inputTokens: 3, outputTokens: 2, cost: Money(dollars: 0.25)),
                    model: "grok"
                )
            )
        )
        #expect(
            RunEvent.entry(entry).json.serialized() == """
                {"v":1,"n":12,"time":1767225601.5,"at":"research[0]","type":"model_ended","fingerprint":"f",\
                "reply":{"text":"","tool_calls":[{"id":"c1","name":"web_fetch","arguments":"{}"}],\
                "finish":"tool_calls","usage":{"input_tokens":3,"cached_tokens":0,"output_tokens":2,\
                "reasoning_tokens":0,"cost":0.25},"model":"grok"}}
                """
        )
    }

    @Test("what passes by has no number and no time")
    func passing() {
        #expect(
            RunEvent.words(address: Address("a.turn1"), text: "Hi\n").json.serialized()
                == #"{"v":1,"at":"a.turn1","type":"words","text":"Hi\n"}"#
        )
    }

    @Test("types and members of later versions are passed over")
    func unknown() throws {
        let later: JSONValue = ["v": 1, "n": 1, "time": 0, "at": "", "type": "approval_asked", "who": "me"]
        #expect(try RunEvent(json: later) == nil)
        let more: JSONValue = ["v": 1, "at": "a", "type": "progress", "text": "half", "percent": 50]
        #expect(try RunEvent(json: more) == .progress(address: Address("a"), text: "half"))
    }

    @Test("an error names the member that does not fit", arguments: faults)
    func fault(_ fault: (json: JSONValue, words: String)) {
        let error = #expect(throws: RunEventError.self) { try RunEvent(json: fault.json) }
        #expect(error?.description == fault.words)
    }

    private static let faults: [(json: JSONValue, words: String)] = [
        ([1], "an event is an object, not a list"),
        (["type": "words"], "`v` is missing"),
        (["v": 2, "type": "words"], "`v` is not 1: this is an event of another version"),
        (["v": 1, "at": "a", "type": "words"], "`text` is missing"),
        (["v": 1, "at": 3, "type": "words", "text": ""], "`at` is not text but 3"),
        (
            ["v": 1, "n": "1", "time": 0, "at": "", "type": "model_started", "model": "m"],
            "`n` is not an integer but \"1\""
        ),
        (
            ["v": 1, "n": 1, "time": 0, "at": "", "type": "message_added", "message": ["role": "bird", "text": ""]],
            "in `message`: `role` is `bird`, which this version does not know"
        ),
        (
            [
                "v": 1, "n": 1, "time": 0, "at": "", "type": "message_added",
                "message": ["role": "assistant", "text": "", "tool_calls": [["id": "1", "name": "x"]]],
            ],
            "in `message`: in `tool_calls[0]`: `arguments` is missing"
        ),
    ]

    private static let usage = Usage(
        inputTokens: 1_000,
        cachedTokens: 10,
        outputTokens: 7,
        reasoningTokens: 2,
        cost: Money(ticks: 123_456_789_012)
    )
    private static let error = RunError(.limit, "too \"much\"\n", at: Address("a.turn2"), path: "limits.cost")
    private static let failure = ModelFailure(ModelError(.unknownModel, "no such model", status: 404))

    private static let payloads: [Entry.Payload] = [
        .runStarted(run: "01K", workflow: "w", inputs: ["a": [1, 1.0, nil, "\u{1B}[2J"]]),
        .runEnded(status: .completed, outputs: ["a": nil], error: nil, usage: usage, seconds: 1.5),
        .runEnded(status: .failed, outputs: nil, error: error, usage: Usage(), seconds: 0),
        .runEnded(status: .cancelled, outputs: nil, error: nil, usage: Usage(cost: .zero), seconds: 0),
        .stepStarted(kind: "agent", detail: "planner"),
        .stepStarted(kind: "value", detail: nil),
        .stepEnded(status: .completed, output: .null, error: nil, usage: usage, seconds: 2),
        .stepEnded(status: .skipped, output: nil, error: nil, usage: Usage(), seconds: 0),
        .stepEnded(status: .failed, output: "instead", error: error, usage: usage, seconds: 2),
        .stepRetried(error: error, seconds: 1.25),
        .messageAdded(message: .system("be brief")),
        .messageAdded(message: .user("")),
        .messageAdded(message: .tool(callID: "c", text: "r")),
        .messageAdded(
            message: .assistant(text: "t", toolCalls: [ToolCall(id: "", name: "shell", arguments: "{\"a\": }")])
        ),
        .modelStarted(model: "grok-4.3"),
        .modelRetried(attempt: 2, error: failure, seconds: 0.5),
        .modelEnded(reply: ModelReply(text: "done", finish: .length, usage: usage, model: "m")),
        .modelFailed(error: ModelFailure(ModelError(.malformedAnswer, ""))),
        .toolStarted(tool: "read_file", arguments: ["path": "x"]),
        .toolEnded(tool: "shell", output: ["exit": 2], failure: "exit 2"),
        .toolEnded(tool: "shell", output: "", failure: nil),
        .toolEnded(
            tool: "look",
            output: nil,
            media: [Media(.image, [1, 2], type: "image/png", name: "a.png"), Media(.file, at: "https://x.example/")],
            failure: nil
        ),
        .messageAdded(
            message: .userParts([.text("see"), .media(Media(.video, at: "https://x.example/v.mp4")), .text("")])
        ),
        .toolFailed(tool: "shell", message: "no", correctable: true),
        .sandboxLowered(to: "landlock"),
        .networkUsed(host: "example.org", port: 443, failure: nil),
        .networkUsed(host: "::1", port: 80, failure: "it may not be reached"),
        .questionAsked(question: ask(.answer(text: "Where?", schema: ["type": "string"], draft: .null))),
        .questionAsked(question: ask(.answer(text: "", schema: nil, draft: nil))),
        .questionAsked(question: ask(.approval(tool: "shell", arguments: ["command": "ls"]))),
        .questionAnswered(answer: .value(.null)), .questionAnswered(answer: .allowed(.host)),
        .questionAnswered(answer: .denied(because: nil)), .questionAnswered(answer: .denied(because: "no")),
    ]

    private static func ask(_ subject: Question.Subject) -> Question {
        Question(at: Address("a[1]~2.turn1.call2"), asker: "clerk", subject)
    }

    static let samples: [RunEvent] =
        payloads.enumerated().map { index, payload in
            .entry(
                Entry(
                    number: index + 1,
                    time: 1_767_225_600.25,
                    address: Address("a[1]~2.turn1.call2"),
                    fingerprint: index.isMultiple(of: 2) ? nil : "sha",
                    payload: payload
                )
            )
        } + [.words(address: Address("a.turn1"), text: "ö\u{2028}"), .progress(address: .run, text: "")]
        + [.notEnding(address: Address("a.turn1.call1"), tool: "shell")]
}

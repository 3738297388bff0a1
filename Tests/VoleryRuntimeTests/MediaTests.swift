import Synchronization
import Testing
import VoleryCore
import VoleryRuntime
import VoleryTestKit
import VoleryWorkflow

private let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

@Suite("Images and files as results")
struct MediaTests {
    @Test("an image follows the results of its turn, in a message of the user's that names the call")
    func shown() throws {
        let (requests, entries) = try converse(with: Camera(), takes: [.image])
        let image = Media(.image, png, type: "image/png")
        let expected: [Message] = [
            .tool(callID: "call_1", text: "the sea\n[an image, image/png, 8 bytes; it follows]"),
            .userParts([.text("From camera (call_1):"), .media(image)]),
        ]
        #expect(requests.last?.messages.suffix(2) == expected[...])
        let kept = entries.compactMap { if case .toolEnded(_, _, let media, _) = $0.payload { media } else { nil } }
        #expect(kept == [[image]])
    }

    @Test("a model that can't see is told in words what there is")
    func described() throws {
        let (requests, _) = try converse(with: Camera(), takes: [.file])
        let words = "the sea\n[an image, image/png, 8 bytes, which this model can't be shown]"
        #expect(requests.last?.messages.last == .tool(callID: "call_1", text: words))
    }

    @Test("a tool knows what its caller can be shown")
    func takes() throws {
        let seen = Mutex<[Set<Media.Kind>]>([])
        _ = try converse(with: Camera { context in seen.withLock { $0.append(context.takes) } }, takes: [.file])
        #expect(seen.withLock(\.self) == [[.file]])
    }

    @Test("more than the most that is kept is refused with both numbers, and the model goes on")
    func tooLarge() throws {
        let bytes = [UInt8](repeating: 0, count: Media.mostBytes / 2 + 1)
        let (requests, entries) = try converse(with: Camera(bytes: bytes, count: 2), takes: [.image])
        let words = "its images and files have 20000002 bytes together; at most 20000000 are taken"
        #expect(requests.last?.messages.last == .tool(callID: "call_1", text: "error: \(words)"))
        #expect(entries.contains { $0.payload == .toolFailed(tool: "camera", message: words, correctable: true) })
    }

    @Test("an image counts for the tokens that the catalogue says, not for its bytes")
    func tokens() throws {
        let bytes = png + [UInt8](repeating: 7, count: 1_000_000)
        let limits = Limits(tokens: 20_000)
        let (requests, _) = try converse(with: Camera(bytes: bytes), takes: [.image], limits: limits)
        #expect(requests.count == 2)
    }

    @Test("in a step, images alone give their `data:` address, and text beside them gives the text")
    func step() throws {
        for (text, expected) in [(nil, "data:image/png;base64,iVBORw0KGgo="), ("the sea", "the sea")] {
            let workflow = Workflow(
                name: "w",
                steps: [Step(id: "look", kind: .tool(ToolStep(grant: ToolGrant(tool: "camera"))))]
            )
            let outputs = try Simulation(seed: 0).run { time in
                try await simulated(ScriptedModels([:]), time, tools: [Camera(text: text)]).withRun(of: workflow) {
                    try await $0.outputs()
                }
            }
            #expect(outputs["look"] == .string(expected))
        }
    }

    /// One call of a tool and an answer, by a model that takes some things.
    private func converse(
        with tool: Camera,
        takes: Set<Media.Kind>,
        limits: Limits = .none
    ) throws -> ([ModelRequest], [Entry]) {
        let workflow = Workflow(
            name: "w",
            agents: ["a": Agent(name: "a", model: ModelChoice(maxTokens: 100), tools: [ToolGrant(tool: "camera")])],
            steps: [try agentStep("ask", "go")],
            limits: limits
        )
        let model = Looking(takes: takes)
        let entries = try Simulation(seed: 0).run { time in
            try await simulated(LookingModels(model: model), time, tools: [tool]).withRun(of: workflow) { run in
                var entries: [Entry] = []
                for await case .entry(let entry) in run.events { entries.append(entry) }
                _ = try await run.outputs()
                return entries
            }
        }
        return (model.requests.withLock(\.self), entries)
    }
}

/// Takes pictures.
private struct Camera: Tool {
    let name = "camera"
    let description = "Takes a picture."
    var text: String? = "the sea"
    var bytes = png
    var count = 1
    var onCall: @Sendable (ToolContext) -> Void = { _ in }

    init(text: String? = "the sea", bytes: [UInt8] = png, count: Int = 1) {
        (self.text, self.bytes, self.count) = (text, bytes, count)
    }

    init(onCall: @escaping @Sendable (ToolContext) -> Void) {
        self.onCall = onCall
    }

    func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        onCall(context)
        var output = ToolOutput.image(bytes, type: "image/png", text: text)
        output.media = Array(repeating: output.media[0], count: count)
        return output
    }
}

/// Calls the camera once, and then says that it is done.
private final class Looking: LanguageModel {
    let name = "looking"
    let facts: ModelFacts
    let requests = Mutex<[ModelRequest]>([])

    init(takes: Set<Media.Kind>) {
        facts = ModelFacts(price: ModelPrice(input: 0, output: 0), takes: takes, imageTokens: 1_500)
    }

    func respond(
        to request: ModelRequest,
        onEvent: @escaping @Sendable (ModelEvent) -> Void
    ) async throws -> ModelReply {
        let isFirst = requests.withLock { requests in
            requests.append(request)
            return requests.count == 1
        }
        guard isFirst else { return ModelReply(text: "done") }
        let call = ToolCall(id: "call_1", name: "camera", arguments: "{}")
        return ModelReply(text: "", toolCalls: [call], finish: .toolCalls)
    }
}

private struct LookingModels: ModelProvider {
    let model: Looking

    func model(_ reference: String, fallback: [String]) throws -> any LanguageModel { model }
}

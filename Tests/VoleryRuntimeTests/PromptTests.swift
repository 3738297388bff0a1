import Synchronization
import Testing
import VoleryCore
import VoleryRuntime
import VoleryTestKit
import VoleryWorkflow

private let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

@Suite("Prompts of several parts")
struct PromptTests {
    private let files = FewFiles([
        "a.png": png, "notes.md": Array("# Notes".utf8), "x.bin": [0, 1, 2], "key.txt": Array("my correct horse".utf8),
    ])

    @Test("come in order: text as it is, images, files as text where they are that")
    func order() throws {
        let (message, entries) = try asked([
            (.text, "Look: ${{ inputs.what }}"), (.media(.image), "a.png"), (.media(.file), "notes.md"),
            (.media(.file), "x.bin"), (.media(.image), "https://example.org/b.png"),
            (.media(.video), "data:video/mp4;base64,AAAAGGZ0eXA="), (.text, "Now."),
        ])
        let video = Media(.video, [0, 0, 0, 0x18, 0x66, 0x74, 0x79, 0x70], type: "video/mp4")
        #expect(
            message
                == .userParts([
                    .text("Look: birds"), .media(Media(.image, png, type: "image/png", name: "a.png")),
                    .text("notes.md:\n\n# Notes"),
                    .media(Media(.file, [0, 1, 2], type: "application/octet-stream", name: "x.bin")),
                    .media(Media(.image, at: "https://example.org/b.png")), .media(video), .text("Now."),
                ])
        )
        let read = entries.filter { if case .toolEnded = $0.payload { true } else { false } }.map(\.address.text)
        #expect(read == ["ask@file1", "ask@file2", "ask@file3"])
    }

    @Test("a part whose template gives a list stands for one part per element")
    func list() throws {
        let (message, _) = try asked([(.media(.image), "${{ ['a.png', 'https://x.example/c.png'] }}"), (.text, "?")])
        #expect(
            message
                == .userParts([
                    .media(Media(.image, png, type: "image/png", name: "a.png")),
                    .media(Media(.image, at: "https://x.example/c.png")), .text("?"),
                ])
        )
    }

    @Test("that turn out to be text alone make a plain message")
    func textAlone() throws {
        let (message, _) = try asked([(.text, "Read."), (.media(.file), "notes.md"), (.media(.image), "${{ [] }}")])
        #expect(message == .user("Read.\n\nnotes.md:\n\n# Notes"))
    }

    @Test("a secret in a file that is text is taken out of it")
    func secret() throws {
        let (message, _) = try asked(
            [(.media(.file), "key.txt")],
            secrets: [Secret(name: "KEY", value: "correct horse")]
        )
        #expect(message == .user("key.txt:\n\nmy [REDACTED:KEY]"))
    }

    @Test(
        "what can't be opened or shown fails the step, and names the part's key",
        arguments: [
            (.image, "nope.png", "there is no nope.png"), (.image, "notes.md", "notes.md is not an image"),
            (.image, "${{ '../a.png' }}", "does not lead out of it"),
            (.image, "${{ '/etc/passwd' }}", "does not lead out"),
            (.image, "${{ 'http://x.example/a.png' }}", "an `https:` or `data:` address"),
            (.image, "${{ 'data:image/png;base64,' }}", "holds nothing"), (.image, "${{ 3 }}", "not 3"),
            (.video, "a.png", "is not a video"),
        ] as [(Media.Kind, String, String)]
    )
    func faults(_ kind: Media.Kind, _ source: String, _ words: String) throws {
        let error = #expect(throws: RunError.self) { try asked([(.text, "?"), (.media(kind), source)]) }
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
        #expect(error?.path == "steps.ask.prompt[1].\(kind.rawValue)")
    }

    @Test("a model that is not known to take a part is not asked, and the message says how to say that it does")
    func notTaken() throws {
        let error = #expect(throws: RunError.self) { try asked([(.media(.image), "a.png")], takes: [.file]) }
        #expect(error?.code == .model)
        #expect(error?.message.contains("`takes: [image]`") == true)
    }

    @Test("more bytes than the most are refused with both numbers")
    func tooLarge() throws {
        let half = [UInt8](repeating: 0, count: Media.mostBytes / 2 + 1)
        let files = FewFiles(["1": half, "2": half])
        let error = #expect(throws: RunError.self) {
            try asked([(.media(.file), "1"), (.media(.file), "2")], files: files)
        }
        #expect(error?.message.contains("have 20000002 bytes together; at most 20000000 are taken") == true)
    }

    /// The last message of the opening, and the run's entries.
    private func asked(
        _ parts: [(Prompt.Kind, String)],
        takes: Set<Media.Kind> = Set(Media.Kind.allCases),
        files: FewFiles? = nil,
        secrets: [Secret] = []
    ) throws -> (Message?, [Entry]) {
        let prompt = Prompt.parts(try parts.map { Prompt.Part($0, try Template($1)) })
        let workflow = Workflow(
            name: "w",
            inputs: [Input(name: "what", schema: .any, defaultValue: "birds")],
            agents: ["a": Agent(name: "a")],
            steps: [Step(id: "ask", kind: .agent(AgentStep(agent: "a", asking: prompt)))]
        )
        let model = Listening(takes: takes)
        let files = files ?? self.files
        let entries = try Simulation(seed: 0).run { time in
            var configuration = try simulated(ListeningModels(model: model), time).configuration
            configuration.files = files
            configuration.secrets = secrets
            return try await Runtime(configuration).withRun(of: workflow) { run in
                var entries: [Entry] = []
                for await case .entry(let entry) in run.events { entries.append(entry) }
                _ = try await run.outputs()
                return entries
            }
        }
        return (model.message.withLock(\.self), entries)
    }
}

private struct FewFiles: WorkspaceFiles {
    let files: [String: [UInt8]]

    init(_ files: [String: [UInt8]]) {
        self.files = files
    }

    func read(_ path: String, in workspace: String, most: Int) async throws -> [UInt8] {
        guard let bytes = files[path] else { throw ToolFailure.final("there is no \(path)") }
        return bytes
    }
}

/// Keeps what it is asked.
private final class Listening: LanguageModel {
    let name = "listening"
    let facts: ModelFacts
    let message = Mutex<Message?>(nil)

    init(takes: Set<Media.Kind>) {
        facts = ModelFacts(takes: takes)
    }

    func respond(
        to request: ModelRequest,
        onEvent: @escaping @Sendable (ModelEvent) -> Void
    ) async throws -> ModelReply {
        message.withLock { $0 = request.messages.last }
        return ModelReply(text: "done")
    }
}

private struct ListeningModels: ModelProvider {
    let model: Listening

    func model(_ reference: String, fallback: [String]) throws -> any LanguageModel { model }
}

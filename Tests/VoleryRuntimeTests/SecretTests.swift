import Foundation
import Logging
import Synchronization
import Testing
import VoleryCore
import VoleryRuntime
import VoleryTestKit
import VoleryWorkflow

private let corpus =
    ProcessInfo.processInfo.environment["VOLERY_CORPUS"].map { URL(filePath: $0) }
    ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/corpus").standardized
private let cases = corpus.appending(path: "redaction/cases.json")

@Suite("Secrets are seen nowhere")
struct SecretTests {
    @Test(
        "every place of the corpus",
        .enabled(if: FileManager.default.fileExists(atPath: cases.path), "without the shared corpus")
    )
    func places() throws {
        let data = try JSONValue(parsing: String(contentsOf: cases, encoding: .utf8))
        let secrets = (data["secrets"]?.objectValue ?? [:]).map { Secret(name: $0, value: $1.stringValue ?? "") }
        var failed: [String] = []
        let all = data["cases"]?.arrayValue ?? []
        for item in all {
            let seen = try everythingSeen(of: item, secrets)
            let isHidden = secrets.allSatisfy { secret in
                !forms(of: secret.value).contains { seen.contains($0) }
            }
            let isUnchanged = item["unchanged"] != true || seen.contains(item["text"]?.stringValue ?? "")
            if !isHidden || !isUnchanged { failed.append(item["id"]?.stringValue ?? "?") }
        }
        print("corpus redaction: \(all.count - failed.count) of \(all.count)")
        for name in failed { print("  \(name)") }
        #expect(failed.isEmpty)
    }

    @Test("a secret among the inputs reaches neither a prompt nor the outputs")
    func inputs() throws {
        let secret = Secret(name: "KEY", value: "correct horse")
        let workflow = Workflow(
            name: "w",
            inputs: [Input(name: "text", schema: .any)],
            agents: ["a": Agent(name: "a")],
            steps: [try agentStep("ask", "Say ${{ inputs.text }}")],
            outputs: [
                ("given", .template(try Template("${{ inputs.text }}"))),
                ("said", .template(try Template("${{ steps.ask.output }}"))),
            ]
        )
        let outputs = try Simulation(seed: 1).run { time in
            let models = ScriptedModels(["ask": [.text(try Template("${{ prompt }}"))]])
            var configuration = try simulated(models, time).configuration
            configuration.secrets = [secret]
            return try await Runtime(configuration).withRun(of: workflow, inputs: ["text": "my correct horse"]) {
                try await $0.outputs()
            }
        }
        #expect(outputs == ["given": "my [REDACTED:KEY]", "said": "Say my [REDACTED:KEY]"])
    }

    /// The texts in which a test looks for a secret.
    private func forms(of value: String) -> [String] {
        let json = JSONValue.string(value).serialized().dropFirst().dropLast()
        let base64 = Data(value.utf8).base64EncodedString().replacing("=", with: "")
        let percent = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? value
        return [value, String(json), String(base64.dropLast(2)), percent, value.replacing("/", with: "_")]
    }

    /// All that a run shows or keeps of a case: entries, events, logs, outputs and errors.
    private func everythingSeen(of item: JSONValue, _ secrets: [Secret]) throws -> String {
        let pieces = (item["text"]?.arrayValue ?? [item["text"] ?? ""]).map { filled($0.stringValue ?? "", secrets) }
        let place = item["place"]?.stringValue ?? ""
        let log = Mutex("")
        let workflow = Workflow(
            name: "w",
            agents: ["a": Agent(name: "a", tools: [ToolGrant(tool: "leak")])],
            steps: [try agentStep("ask", "Go.")]
        )
        let logger = Logger(label: "test") { _ in Recorder { line in log.withLock { $0 += line + "\n" } } }
        let seen = try Simulation(seed: 1).run { time in
            var configuration = try simulated(Leak.Models(pieces: pieces, place: place), time, tools: [Leak()])
                .configuration
            configuration.secrets = secrets
            configuration.logger = logger
            return try await Runtime(configuration).withRun(of: workflow) { run in
                var seen: String
                do { seen = JSONValue.object(try await run.outputs()).serialized() } catch { seen = "\(error)" }
                for await event in run.events { seen += event.json.serialized() + "\n" + "\(event)" }
                for entry in try await configuration.journal.read(run: run.id) { seen += "\(entry)" }
                return seen
            }
        }
        return seen + log.withLock { $0 }
    }

    /// A text with secrets in the places of their names: `{KEY}`, `{KEY:base64}`, `{KEY[:9]}`.
    private func filled(_ text: String, _ secrets: [Secret]) -> String {
        secrets.reduce(text) { text, secret in
            let value = secret.value
            let forms = [
                "": value, ":json": String(JSONValue.string(value).serialized().dropFirst().dropLast()),
                ":url": value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "",
                ":base64": Data(value.utf8).base64EncodedString(), ":filename": value.replacing("/", with: "_"),
                "[:9]": String(value.prefix(9)), "[9:]": String(value.dropFirst(9)),
            ]
            return forms.reduce(text) { $0.replacing("{\(secret.name)\($1.key)}", with: $1.value) }
        }
    }
}

/// A tool that lets out what it is called with, in every way it has.
private struct Leak: Tool {
    let name = "leak"
    let description = "Repeats what it is told."

    func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        let text = arguments["text"]?.stringValue ?? ""
        context.logger.debug("\(text)", metadata: ["text": "\(text)"])
        context.progress(text)
        if arguments["fails"] == true { throw ToolFailure.correctable(text) }
        return ToolOutput(["text": .string(text), "in": [.string(text)]], stepFailure: text)
    }

    /// Models that say a text in pieces, or have the tool called with it, or fail with it.
    struct Models: ModelProvider, LanguageModel {
        let pieces: [String]
        let place: String
        let name = "model"
        let facts = ModelFacts()

        func model(_ reference: String, fallback: [String]) throws -> any LanguageModel { self }

        func respond(
            to request: ModelRequest,
            onEvent: @escaping @Sendable (ModelEvent) -> Void
        ) async throws -> ModelReply {
            let text = pieces.joined()
            switch place {
            case "http_error_body": throw ModelError(.invalidRequest, text, status: 401)
            case "model_text", "model_text_chunks":
                for piece in pieces.count > 1 ? pieces : text.map(String.init) { onEvent(.text(piece)) }
                return ModelReply(text: text)
            default:
                guard !request.messages.contains(where: { if case .tool = $0 { true } else { false } }) else {
                    let last = request.messages.map { "\($0)" }.joined()
                    return ModelReply(text: last)
                }
                let calls = [false, true].map { fails in
                    ToolCall(
                        id: "\(fails)",
                        name: "leak",
                        arguments: (["text": .string(text), "fails": .bool(fails)] as JSONValue).serialized()
                    )
                }
                return ModelReply(text: "", toolCalls: calls, finish: .toolCalls)
            }
        }
    }
}

private struct Recorder: LogHandler {
    let record: @Sendable (String) -> Void
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]

    init(_ record: @escaping @Sendable (String) -> Void) {
        self.record = record
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        record("\(event.message) \(event.metadata ?? [:]) \(metadata)")
    }
}

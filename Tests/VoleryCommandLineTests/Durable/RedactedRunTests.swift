import Foundation
import LoopbackServer
import Testing
import Volery

@testable import VoleryCommandLine

@Suite("Secrets are neither in the journal nor in what is read from it")
struct RedactedRunTests {
    private static let cases = SharedData.corpus("redaction/cases.json")

    private static func flow(_ server: LoopbackServer) -> String {
        """
        agents: { worker: { instructions: You work. } }
        steps:
          printed: { tool: shell, with: { command: cat secrets.txt } }
          said: { agent: worker, prompt: "said ${{ steps.printed.output.stdout }}:" }
          failed:
            tool: { shell: {} }
            with: { command: "cat secrets.txt >&2; exit 3" }
            on_error: { value: "${{ error.message }}" }
        outputs:
          printed: ${{ steps.printed.output }}
          said: ${{ steps.said.output }}
          failed: ${{ steps.failed.output }}
        """
    }

    @Test(
        "every text of the corpus, printed by a command and said by a model",
        .enabled(if: cases != nil, "without the shared corpus")
    )
    func corpus() async throws {
        let data = try JSONValue(parsing: String(decoding: try #require(Self.cases), as: UTF8.self))
        let secrets = (data["secrets"]?.objectValue ?? [:]).map { ($0, $1.stringValue ?? "") }
        let texts = (data["cases"]?.arrayValue ?? []).compactMap { $0["text"]?.stringValue }
        let text = texts.map { filled($0, secrets) }.joined(separator: "\n")
        let hidden = secrets.flatMap { forms(of: $0.1) }.filter { text.contains($0) }
        try #require(hidden.count >= 4)
        let server = EffectServer()
        server.add(text)
        try await withLoopbackServer(
            { try server.answer($0) },
            during: { loopback in
                let endpoint = "endpoint: \"\(loopback.url("/v1"))\", key: \"${{ env.FETCH_AUTH }}\""
                let program = try Program([
                    "volery.yaml":
                        "providers: { lab: { kind: openai, \(endpoint) } }\nmodels: { default: lab/small }\n",
                    "flow.yaml": Self.flow(loopback), "secrets.txt": text,
                ])
                let first = try run(["run", "flow.yaml", "--output", "jsonl"], program, secrets)
                let id = try #require(
                    try JSONValue(parsing: String(first.prefix { $0 != "\n" }))["run"]?.stringValue
                )
                var seen = ["run": first]
                seen["replay"] = try run(["replay", id, "--output", "jsonl"], program, secrets)
                seen["outputs"] = try run(["replay", id], program, secrets)
                for name in program.names(in: ".volery") {
                    let bytes = try Data(contentsOf: program.folder.appending(path: ".volery/\(name)"))
                    seen[name] = String(decoding: bytes, as: UTF8.self)
                }
                for (name, text) in seen {
                    for form in hidden { #expect(!text.contains(form), "\(name) holds \(form)") }
                }
                // The file's own bytes may be compressed; its entries are what a replay prints.
                for name in ["run", "replay", "outputs"] {
                    #expect(seen[name]?.contains("[REDACTED:MODEL_KEY]") == true, "\(name)")
                }
            }
        )
    }

    private func run(_ words: [String], _ program: Program, _ secrets: [(String, String)]) throws -> String {
        let process = program.process(words)
        for (name, value) in secrets { process.environment?[name] = value }
        let (output, errors) = (program.folder.appending(path: "out"), program.folder.appending(path: "err"))
        for file in [output, errors] { try Data().write(to: file) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        let said = (program.text(of: "out") ?? "") + (program.text(of: "err") ?? "")
        try #require(process.terminationStatus == 0, "\(said)")
        return said
    }

    /// The texts in which a secret is looked for.
    private func forms(of value: String) -> [String] {
        let json = String(JSONValue.string(value).serialized().dropFirst().dropLast())
        let base64 = Data(value.utf8).base64EncodedString().replacing("=", with: "")
        let percent = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? value
        return Array(Set([value, json, String(base64.dropLast(2)), percent]))
    }

    private func filled(_ text: String, _ secrets: [(String, String)]) -> String {
        secrets.reduce(text) { text, secret in
            let (name, value) = secret
            let forms = [
                "": value, ":json": String(JSONValue.string(value).serialized().dropFirst().dropLast()),
                ":url": value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "",
                ":base64": Data(value.utf8).base64EncodedString(),
            ]
            return forms.reduce(text) { $0.replacing("{\(name)\($1.key)}", with: $1.value) }
        }
    }
}

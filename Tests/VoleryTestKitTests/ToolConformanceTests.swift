import Synchronization
import Testing
import VoleryCore
import VoleryTestKit

/// A tool of which a test says everything.
private struct Made: Tool {
    var name = "made"
    var description = "Does what a test says."
    var schema: JSONValue = [
        "type": "object", "properties": ["x": ["type": "integer", "description": "A number."]], "required": ["x"],
    ]
    var effects: ToolEffects = .none
    var repeats = ToolRepeats.reads
    var body: @Sendable (JSONValue) async throws -> ToolOutput = { .json($0["x"] ?? .null) }

    var argumentsSchema: JSONSchema { get throws { try JSONSchema(schema) } }

    func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput { try await body(arguments) }
}

private struct Picky: Tool {
    struct Arguments: ToolArguments {
        static var schema: JSONSchema { get throws { try JSONSchema(["type": "object"]) } }

        init(arguments value: JSONValue) throws {
            throw ToolFailure.correctable("never right")
        }
    }

    let name = "picky"
    let description = "Takes nothing."

    func call(arguments: Arguments, context: ToolContext) async throws -> ToolOutput { .text("") }
}

@Suite("The conformance of tools")
struct ToolConformanceTests {
    @Test("nothing is found in a tool that keeps everything")
    func good() async {
        #expect(await ToolConformance.check(Made(), examples: [["x": 1], ["x": 2]]) == [])
    }

    @Test("images and files are fine")
    func media() async {
        let image = Made(body: { _ in .image([0xFF, 0xD8, 0xFF, 0xE0], type: "image/jpeg", text: "a photo") })
        #expect(await ToolConformance.check(image, examples: [["x": 1]]) == [])
        let file = Made(body: { _ in .file([1, 2], type: "application/zip", name: "a.zip") })
        #expect(await ToolConformance.check(file, examples: [["x": 1]]) == [])
    }

    @Test("each fault is found and told")
    func faults() async {
        let count = Mutex(0)
        let big = String(repeating: "x", count: ToolConformance.largestResult + 1)
        let faulty: [(any Tool, String)] = [
            (Made(name: "a b"), "the name `a b`"),
            (Made(name: String(repeating: "a", count: 65)), "64 at most"),
            (Made(description: " "), "there is no description"),
            (Made(schema: ["type": "strin"]), "the schema of its arguments is none"),
            (Made(schema: ["type": "array"]), "its arguments are no object"),
            (Made(schema: ["type": "object", "properties": ["x": [:]]]), "the argument `x` has no description"),
            (Made(effects: .changesWorkspace), "changes something"),
            (Made(body: { _ in throw ToolFailure.final("broken") }), "failed: broken"),
            (Made(body: { _ in .text(big) }), "bytes: give a part"),
            (Made(body: { _ in .image([], type: "image/png") }), "gave is empty"),
            (Made(body: { _ in .image(Array("<svg/>".utf8), type: "image/svg+xml") }), "no image that models take"),
            (Made(body: { _ in .image([0xFF, 0xD8, 0xFF], type: "image/png") }), "is image/jpeg"),
            (Made(body: { _ in .file([1], type: "", name: "x") }), "has no media type"),
            (
                Made(body: { _ in
                    count.withLock { $0 += 1 }
                    return .json(.int(count.withLock { $0 }))
                }), "gave different results"
            ),
            (Picky(), "can't be read, such as {}: never right"),
        ]
        for (tool, words) in faulty {
            let findings = await ToolConformance.check(tool, examples: tool is Picky ? [] : [["x": 1]])
            #expect(findings.contains { $0.description.contains(words) }, "\(words): \(findings)")
        }
    }

    @Test("an example that does not fit the schema is told, and the tool not called with it")
    func example() async {
        let findings = await ToolConformance.check(Made(), examples: [["x": "one"]])
        #expect(findings.map(\.description).contains { $0.contains("does not fit the schema") })
    }
}

import Foundation
import Testing
import VoleryCore
import VoleryYAML

@testable import VoleryWorkflowFile

@Suite("The JSON Schemas of files")
struct SchemaTests {
    /// The files of this repository, by their kinds.
    static func sampleFiles() throws -> [(FileKind, String)] {
        let files = { (folder: String) in
            try FileManager.default.contentsOfDirectory(atPath: SampleTests.root.appending(path: folder).path).sorted()
                .filter { $0.hasSuffix(".yaml") }.map { "\(folder)/\($0)" }
        }
        let workflows = try files("workflows") + files("Examples/CustomTool")
        return try workflows.map { ($0.hasSuffix(".rehearsal.yaml") ? .rehearsal : .workflow, $0) }
            + files("agents").map { (.agent, $0) } + [(.project, "volery.yaml")]
    }

    @Test("are JSON Schemas", arguments: FileKind.allCases)
    func valid(kind: FileKind) throws {
        _ = try JSONSchema(kind.schema)
        #expect(kind.schema["$schema"]?.stringValue == "https://json-schema.org/draft/2020-12/schema")
    }

    @Test("describe every keyword of the schemas that are written in files", arguments: FileKind.allCases)
    func keywords(kind: FileKind) throws {
        guard let keywords = kind.schema["$defs"]?["JSON_Schema"]?["properties"]?.objectValue else { return }
        #expect(keywords.count > 50)
        #expect(keywords.filter { $0.value["description"]?.stringValue?.isEmpty != false }.map(\.key) == [])
    }

    @Test("fit every sample", arguments: try Self.sampleFiles())
    func samples(kind: FileKind, file: String) throws {
        let text = try String(contentsOf: SampleTests.root.appending(path: file), encoding: .utf8)
        let violations = try violations(of: text, kind)
        #expect(violations == [])
    }

    @Test("fit the mended example of every page that is about a file's form")
    func pages() throws {
        for page in CodePage.all {
            guard let example = page.example, example.file == CodePage.usualFile else { continue }
            #expect(try violations(of: example.mended.shown, .workflow) == [], "\(page.code)")
        }
    }

    @Test(
        "refuse what the loader refuses for its form",
        arguments: ["V0060", "V0061", "V0062", "V0063", "V0064", "V0065", "V0066", "V0067", "V0068", "V0069"]
            + ["V0070", "V0071", "V0072", "V0073", "V0080", "V0081", "V0100"]
    )
    func faults(code: String) throws {
        let example = try #require(CodePage.page(of: code)?.example)
        // What goes with another key alone is known to the loader, not to the schema.
        guard code != "V0061" else { return }
        #expect(try violations(of: example.faulty.shown, .workflow) != [])
    }

    @Test(
        "refuse faulty files of every kind",
        arguments: [
            (FileKind.workflow, "description: nothing to do"),
            (.workflow, "steps: {}"),
            (.workflow, "steps: { a: { value: 1 }, b: [1] }"),
            (.workflow, "steps: { a: { value: 1, prompt: x } }"),
            (.workflow, "steps: { a: { value: 1, retry: { on: [tool] } } }"),
            (.workflow, "steps: { a: { value: 1, on_error: { vaule: 1 } } }"),
            (.workflow, "steps: { a: { value: 1, timeout: 1m30s } }"),
            (.workflow, "steps: { a: { value: 1 } }\nagents: { a: 3.5, b: { tools: read_file } }"),
            (.workflow, "steps: { a: { value: 1 } }\ninputs: { a: string }"),
            (.workflow, "steps: { a: { value: 1 } }\ninputs: { a: { properties: { b: { minLength: -1 } } } }"),
            (.workflow, "steps: { a: { value: 1 } }\ntools: { t: { command: [ls] } }"),
            (.workflow, "steps: { a: { value: 1 } }\ntools: { t: { description: x, http: { url: x, method: get } } }"),
            (.agent, "instructions: [x]"), (.agent, "model: { reasoning: low }"), (.agent, "tols: []"),
            (.project, "providers: { lab: { kind: opnai } }"), (.project, "models: { x/y: xai/grok }"),
            (.project, "models: { a: { use: b, price: { input: $1 } } }"), (.project, "limits: { cost: 5 }"),
            (.rehearsal, "replies: { a: [{ text: x, output: y }] }"), (.rehearsal, "replies: { a: { text: x } }"),
            (.cassette, "replies: { a: [{ text: x }] }"), (.cassette, "expect: { a: [x] }"), (.cassette, "expect: yes"),
            (.rehearsal, "replies: { a: [{ error: { status: 200 } }] }"), (.rehearsal, "tools: { t: [{ when: 1 }] }"),
        ]
    )
    func refused(kind: FileKind, text: String) throws {
        #expect(try violations(of: text, kind) != [])
    }

    @Test(
        "fit what is expected of a cassette, as a list or by name",
        arguments: ["expect: [status == 'completed']", "expect: { greets: \"outputs.greeting.contains('Ada')\" }"]
    )
    func cassette(text: String) throws {
        #expect(try violations(of: text, .cassette) == [])
    }

    @Test(
        "go into steps within steps",
        arguments: [
            ("a: { steps: { b: { repeat: { max: 2 }, steps: { c: { value: 1 } } } } }", true),
            ("a: { switch: x, cases: { 1: { value: 1 }, b: { fail: no } }, default: { wait: 3s } }", true),
            ("a: { steps: { b: { steps: { c: { vaule: 1 } } } } }", false),
            ("a: { switch: x, cases: { b: { fail: [no] } } }", false), ("a: { switch: x, cases: {} }", false),
            ("a: { steps: { b: { value: 1 } }, repeat: { until: x } }", false),
            ("a: { switch: x, cases: { b: { value: 1 } }, default: 3 }", false),
        ]
    )
    func nested(steps: String, isValid: Bool) throws {
        let violations = try violations(of: "steps: { \(steps) }", .workflow)
        #expect(violations.isEmpty == isValid, "\(violations)")
    }

    @Test("describe every key", arguments: FileKind.allCases)
    func described(kind: FileKind) {
        var missing: [String] = []
        collect(kind.schema, at: "", &missing)
        #expect(missing == [])
    }

    private func violations(of text: String, _ kind: FileKind) throws -> [String] {
        let value = try YAMLParser.parse(text, file: "sample").json()
        return try JSONSchema(kind.schema).validate(value).map { "\($0.instance): \($0.message)" }
    }

    /// The keys without a description, but for the keywords of JSON Schema, which are not ours.
    private func collect(_ schema: JSONValue, at path: String, _ missing: inout [String]) {
        guard let members = schema.objectValue else { return }
        for (name, property) in members["properties"]?.objectValue ?? [:] {
            if property["description"] == nil { missing.append("\(path).\(name)") }
        }
        for kind in members["oneOf"]?.arrayValue ?? [] { collect(kind, at: path, &missing) }
        for (name, definition) in members["$defs"]?.objectValue ?? [:] where name != "JSON_Schema" {
            collect(definition, at: name, &missing)
        }
    }
}

import FoundationEssentials
import Testing
import VoleryCore

@Suite("Tool arguments corpus")
struct ToolArgumentsCorpusTests {
    private struct Manifest: Decodable {
        var schema: JSONValue
        var cases: [Case]
    }

    private struct Case: Decodable {
        struct Expectation: Decodable {
            var outcome: String
            var reason: String?
            var value: JSONValue?
            var pointer: String?
            var must_name: String?
            var exact_integer: String?
        }

        var id: String
        var arguments: String?
        var arguments_base64: String?
        var generate: [JSONValue]?
        var expect: Expectation
    }

    @Test(
        "takes and refuses what the corpus says, and tells the model why",
        .enabled(if: SharedData.corpus("json-args/cases.json") != nil, "the corpus isn't here")
    )
    func corpus() throws {
        let data = try #require(SharedData.corpus("json-args/cases.json"))
        let manifest = try JSONValue(parsing: data).decode(as: Manifest.self)
        let reader = ToolArgumentsReader(schema: try JSONSchema(manifest.schema))
        var tally = Tally()
        for item in manifest.cases {
            tally.record(item.id, passed: passes(item, reader, try text(of: item)))
        }
        tally.report("corpus json-args")
        #expect(tally.failures.isEmpty)
    }

    private func text(of item: Case) throws -> [UInt8] {
        if let arguments = item.arguments { return Array(arguments.utf8) }
        if let base64 = item.arguments_base64 { return Array(try #require(Data(base64Encoded: base64))) }
        return try #require(item.generate).flatMap { piece -> [UInt8] in
            if let text = piece.stringValue { return Array(text.utf8) }
            let count = try #require(piece["count"]?.intValue)
            if let text = piece["repeat"]?.stringValue { return Array(String(repeating: text, count: count).utf8) }
            let pattern = try #require(piece["numbered"]?.stringValue)
            return (0..<count).flatMap { Array(pattern.replacing("%d", with: String($0)).utf8) }
        }
    }

    private func passes(_ item: Case, _ reader: ToolArgumentsReader, _ text: [UInt8]) -> Bool {
        let result = Result { () throws(ToolArgumentsError) in try reader.read(text) }
        switch (item.expect.outcome, result) {
        case ("either", _): return true
        case ("accept", .success(let members)):
            let isExact = JSONValue.object(members).serialized().contains(item.expect.exact_integer ?? "")
            return isExact && item.expect.value.map { isSame(.object(members), $0) } ?? true
        case ("error_to_model", .failure(let error)):
            return reason(of: error).contains(item.expect.reason ?? "") && tellsWhere(error, item.expect)
        default: return false
        }
    }

    /// Whether values are equal as JSON Schema has it, so that `1.0` is `1`.
    private func isSame(_ value: JSONValue, _ expected: JSONValue) -> Bool {
        (try? JSONSchema(["const": expected]).isValid(value)) == true
    }

    private func tellsWhere(_ error: ToolArgumentsError, _ expected: Case.Expectation) -> Bool {
        guard error.message.contains(expected.must_name ?? "") else { return false }
        guard case .schema(let violations) = error.reason else {
            return error.message.contains("byte") || error.reason == .notAnObject
        }
        return expected.pointer.map { pointer in violations.contains { $0.instance.description == pointer } } ?? true
    }

    private func reason(of error: ToolArgumentsError) -> [String] {
        switch error.reason {
        case .schema: ["schema", "number-range-or-schema"]
        case .notAnObject: ["not-object"]
        case .text(.empty): ["empty"]
        case .text(.syntax): ["syntax"]
        case .text(.trailingData): ["trailing-data"]
        case .text(.duplicateKey): ["duplicate-key"]
        case .text(.encoding): ["encoding"]
        case .text(.depthLimit): ["depth-limit"]
        case .text(.sizeLimit): ["size-limit"]
        case .text(.numberRange): ["number-range-or-schema"]
        }
    }
}

import FoundationEssentials
import Testing
import VoleryCore

@Suite("JSON Schema conformance")
struct JSONSchemaConformanceTests {
    private struct Group: Decodable {
        struct Test: Decodable {
            var description: String
            var data: JSONValue
            var valid: Bool
        }

        var file: String
        var description: String
        var schema: JSONValue
        var tests: [Test]
    }

    /// Cases that are meant to fail, each with its reason.
    private static let exceptions = [
        "optional/cross-draft.json | refs to historic drafts are processed as historic drafts | "
            + "first item not a string is valid": "the schema that it refers to is not among the data's remotes"
    ]

    @Test(
        "decides as the JSON Schema Test Suite does for draft 2020-12",
        .enabled(if: SharedData.conformance("json-schema-2020-12.json") != nil, "the conformance data isn't here")
    )
    func suite() throws {
        let data = try #require(SharedData.conformance("json-schema-2020-12.json"))
        let groups = try JSONValue(parsing: data, options: .lenient).decode(as: [Group].self)
        let remotes = try self.remotes()
        var required = Tally()
        var all = Tally()
        for group in groups {
            let options = JSONSchema.Options(
                assertsFormats: group.file.hasPrefix("optional/format/"),
                remotes: remotes
            )
            let schema = Result { try JSONSchema(group.schema, options: options) }
            for test in group.tests {
                let name = "\(group.file) | \(group.description) | \(test.description)"
                let passed = (try? schema.get())?.isValid(test.data) == test.valid
                all.record(name, passed: passed)
                if !group.file.hasPrefix("optional/") { required.record(name, passed: passed) }
                guard let schema = try? schema.get() else { continue }
                #expect(schema.validate(test.data).isEmpty == schema.isValid(test.data), "\(name)")
            }
        }
        let passed = required.total - required.failures.count
        all.report("conformance json-schema-2020-12.json", " (required \(passed) of \(required.total))")
        #expect(required.failures.isEmpty)
        #expect(all.failures.filter { Self.exceptions[$0] == nil } == [])
    }

    private func remotes() throws -> [String: JSONValue] {
        let data = try #require(SharedData.conformance("json-schema-remotes.json"))
        let members = try JSONValue(parsing: data, options: .lenient).objectValue ?? [:]
        return Dictionary(uniqueKeysWithValues: members.map { ($0.key, $0.value) })
    }
}

import Foundation
import Testing
import VoleryCore
import VoleryYAML

@Suite("The YAML test suite")
struct ConformanceTests {
    /// What the language forbids, though YAML allows it.
    static let forbidden: [String: String] = {
        var reasons: [String: String] = [:]
        let keys = "4FJ6 9MMW KK5P LX3P M2N8-01 Q9WF RZP5 SBG9 V9D5 X38W XW4D"
        for id in keys.split(separator: " ") { reasons[String(id)] = "a mapping or list as a key" }
        for id in ["DFF7", "PW8X"] { reasons[id] = "null as a key" }
        let tags = "565N 5TYM 6CK3 6WLZ 7FWL C4HZ CC74 CUP7 M5C3 P76L Z67P Z9M4"
        for id in tags.split(separator: " ") { reasons[String(id)] = "a tag that is none of the core schema" }
        for id in ["652Z", "HM87-01"] { reasons[id] = "libyaml takes `?x` in brackets for a key `x`: refused" }
        reasons["Y2GN"] = "libyaml takes the anchor `&an:chor` for `&an` and text: refused"
        return reasons
    }()

    struct Case: Decodable {
        var id: String
        var yaml: String
        var documents: [Decoded]?
        var fail: Bool?
        var libyaml: String?

        /// libyaml's verdict counts where it departs from the suite.
        var isAccepted: Bool { libyaml.map { $0 == "accepts" } ?? (fail != true) }

        /// Whether the case ends as it should, or else what came instead.
        var outcome: String? {
            do throws(DiagnosticsError) {
                let documents = try YAMLParser.parseStream(SourceText(file: id, text: yaml))
                guard isAccepted else { return "accepted" }
                guard let expected = self.documents else { return nil }
                var values: [Decoded] = []
                for document in documents { values.append(Decoded(try document.json())) }
                return values == expected ? nil : "\(values.map(\.value)) for \(expected.map(\.value))"
            } catch {
                return isAccepted ? error.diagnostics.map { "\($0.code) \($0.message)" }.joined(separator: "; ") : nil
            }
        }
    }

    static func cases() throws -> [Case] {
        let folder = try #require(SharedData.conformance)
        return try JSONDecoder().decode([Case].self, from: Data(contentsOf: folder.appending(path: "yaml.json")))
    }

    @Test(
        "is passed but for what the language forbids",
        .enabled(if: SharedData.conformance != nil, "the folder of the conformance data is absent")
    )
    func suite() throws {
        let cases = try Self.cases()
        let failures = cases.compactMap { example in example.outcome.map { (id: example.id, outcome: $0) } }
        print("conformance yaml.json: \(cases.count - failures.count) of \(cases.count)")
        for failure in failures {
            print("  \(failure.id): \(Self.forbidden[failure.id] ?? failure.outcome)")
        }
        #expect(Set(failures.map(\.id)) == Set(Self.forbidden.keys))
    }
}

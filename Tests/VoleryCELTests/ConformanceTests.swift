import FoundationEssentials
import Testing
import VoleryCEL
import VoleryCore

@Suite("CEL conformance")
struct ConformanceTests {
    /// Cases that are not meant to pass, by name, with the reason.
    private static let leftOut = [
        "parse/bytes_literals/triple_single_quoted_unescaped_punctuation":
            "the expected value has a backslash that the expression doesn't have",
        "parse/bytes_literals/triple_double_quoted_unescaped_punctuation":
            "the expected value has a backslash that the expression doesn't have",
    ]

    @Test(
        "gives what google/cel-spec's tests expect",
        .enabled(if: SharedData.conformance("cel.json") != nil, "the conformance data isn't here")
    )
    func suite() throws {
        let data = try #require(SharedData.conformance("cel.json"))
        let cases = try #require(try JSONValue(parsing: data).arrayValue).map(ConformanceCase.init)
        var failures: [String: String] = [:]
        for item in cases {
            do {
                if let failure = try item.failure() { failures[item.name] = failure }
            } catch {
                failures[item.name] = "can't be read: \(error)"
            }
        }
        print("conformance cel.json: \(cases.count - failures.count) of \(cases.count)")
        for name in failures.keys.sorted() { print("  \(name): \(Self.leftOut[name] ?? failures[name] ?? "")") }
        #expect(failures.filter { Self.leftOut[$0.key] == nil }.isEmpty)
    }
}

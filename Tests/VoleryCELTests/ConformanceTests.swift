import FoundationEssentials
import Testing
import VoleryCEL
import VoleryCore

@Suite("CEL conformance")
struct ConformanceTests {
    @Test(
        "gives what google/cel-spec's tests expect",
        .enabled(if: SharedData.conformance("cel.json") != nil, "the conformance data isn't here")
    )
    func suite() throws {
        let data = try #require(SharedData.conformance("cel.json"))
        let cases = try #require(try JSONValue(parsing: data).arrayValue).map(ConformanceCase.init)
        var failures: [String] = []
        for item in cases {
            if let failure = try item.failure() { failures.append("\(item.name): \(failure)") }
        }
        print("conformance cel.json: \(cases.count - failures.count) of \(cases.count)")
        for failure in failures { print("  \(failure)") }
        #expect(failures.isEmpty)
    }
}

import FoundationEssentials
import Testing
import VoleryCore

@Suite("JSON parsing conformance")
struct JSONConformanceTests {
    private struct Case: Decodable {
        var name: String
        var expect: String
        var base64: String
    }

    @Test(
        "takes and refuses what nst/JSONTestSuite does",
        .enabled(if: SharedData.conformance("json-parsing.json") != nil, "the conformance data isn't here")
    )
    func suite() throws {
        let data = try #require(SharedData.conformance("json-parsing.json"))
        let cases = try JSONValue(parsing: data).decode(as: [Case].self)
        var tally = Tally()
        for item in cases {
            let bytes = try #require(Data(base64Encoded: item.base64))
            let strict = (try? JSONValue(parsing: bytes, options: .strict)) != nil
            let lenient = (try? JSONValue(parsing: bytes, options: .lenient)) != nil
            // The suite has duplicate keys as valid; only the lenient options are bound by that.
            let passed =
                switch item.expect {
                case "accept": lenient
                case "reject": !lenient && !strict
                default: true
                }
            tally.record(item.name, passed: passed)
        }
        tally.report("conformance json-parsing.json")
        #expect(tally.failures.isEmpty)
    }
}

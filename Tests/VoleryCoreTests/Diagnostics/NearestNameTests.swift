import Testing
import VoleryCore

@Suite("The nearest name")
struct NearestNameTests {
    static let keys = ["instructions", "model", "tools", "delegates", "max_parallel", "if", "as", "on_error"]

    @Test(
        "is found for a typing mistake",
        arguments: [
            ("instruction", "instructions"), ("modle", "model"), ("tool", "tools"), ("dlegate", "delegates"),
            ("max-parallel", "max_parallel"), ("maxparallel", "max_parallel"), ("Instructions", "instructions"),
            ("IF", "if"), ("onerror", "on_error"), ("fi", "if"),
        ]
    )
    func found(written: String, meant: String) {
        #expect(NearestName.of(written, among: Self.keys) == meant)
    }

    @Test(
        "is not made up",
        arguments: ["", "prompt", "x", "zz", "description", "insructs", String(repeating: "a", count: 99)]
    )
    func none(written: String) {
        #expect(NearestName.of(written, among: Self.keys) == nil)
    }

    @Test("the nearer one wins, then the first")
    func order() {
        #expect(NearestName.of("cats", among: ["carts", "coats", "cat"]) == "carts")
        #expect(NearestName.of("plann", among: ["plaxy", "plans"]) == "plans")
        #expect(NearestName.of("Plan", among: ["plans", "plan"]) == "plan")
    }

    @Test("a name differs from itself in other bytes, and then it is what was meant")
    func normalisation() {
        #expect(NearestName.of("cafe\u{301}", among: ["caf\u{e9}"]) == "caf\u{e9}")
        #expect(NearestName.of("model", among: ["model"]) == nil)
    }
}

import Testing
import VoleryCore

@Suite("JSON objects")
struct JSONObjectTests {
    @Test("members keep their order through changes, small and large", arguments: [3, 16, 17, 18, 100, 1000])
    func order(count: Int) {
        var object = JSONObject()
        for number in 0..<count { object["k\(number)"] = .int(number) }
        object["k1"] = "changed"
        object["k0"] = nil
        object["absent"] = nil
        object["new"] = nil
        object["k0"] = "back"
        #expect(object.keys == (1..<count).map { "k\($0)" } + ["k0"])
        #expect(object["k1"] == "changed")
        #expect(object["k0"] == "back")
        #expect(object["k\(count - 1)"] == .int(count - 1))
        #expect(object["k\(count)"] == nil)
    }

    @Test("removing every member leaves nothing to find")
    func removal() {
        var object = JSONObject()
        for number in 0..<40 { object["k\(number)"] = .int(number) }
        for number in 0..<40 {
            object["k\(number)"] = nil
            #expect(object["k\(number)"] == nil)
            #expect((number + 1..<40).allSatisfy { object["k\($0)"] == .int($0) })
        }
        #expect(object.isEmpty)
    }

    @Test("keys that only Unicode normalization makes equal are two keys")
    func bytewise() {
        var object: JSONObject = ["\u{E9}": 1, "e\u{301}": 2]
        #expect(object.count == 2)
        for number in 0..<20 { object["k\(number)"] = .int(number) }
        #expect(object["\u{E9}"] == 1)
        #expect(object["e\u{301}"] == 2)
        #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
    }

    @Test("equality and hash don't depend on the order, but on everything else")
    func equality() {
        let one: JSONObject = ["a": 1, "b": [2, nil]]
        let other: JSONObject = ["b": [2, nil], "a": 1]
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(one != ["a": 1, "b": [2, 0]])
        #expect(one != ["a": 1])
        #expect(one != ["a": 1.0, "b": [2, nil]])
        #expect(JSONValue.object(one).hashValue != JSONValue.object(["a": 1, "c": [2, nil]]).hashValue)
    }

    @Test("a literal's later member counts, at the place of the first")
    func literal() {
        let object: JSONObject = ["a": 1, "b": 2, "a": 3]
        #expect(object.map(\.key) == ["a", "b"])
        #expect(object["a"] == 3)
    }
}

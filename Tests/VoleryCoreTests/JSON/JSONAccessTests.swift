import Testing
import VoleryCore

@Suite("JSON access")
struct JSONAccessTests {
    @Test("a value gives what it is and nothing else")
    func types() {
        #expect(JSONValue.string("x").stringValue == "x")
        #expect(JSONValue.int(1).stringValue == nil)
        #expect(JSONValue.int(1).doubleValue == 1)
        #expect(JSONValue.double(1).intValue == 1)
        #expect(JSONValue.double(1.5).intValue == nil)
        #expect(JSONValue.double(1e300).intValue == nil)
        #expect(JSONValue.bool(true).boolValue == true)
        #expect(JSONValue.null.isNull)
        #expect(JSONValue.array([1]).arrayValue == [1])
        #expect(JSONValue.object(["a": 1]).objectValue == ["a": 1])
    }

    @Test("members and elements that aren't there are nil")
    func subscripts() {
        let value: JSONValue = ["a": [1, 2]]
        #expect(value["a"]?[1] == 2)
        #expect(value["a"]?[2] == nil)
        #expect(value["a"]?[-1] == nil)
        #expect(value["b"] == nil)
        #expect(value[0] == nil)
    }
}

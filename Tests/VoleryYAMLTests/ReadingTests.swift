import Testing
import VoleryCore
import VoleryYAML

@Suite("What can be read of a faulty file")
struct ReadingTests {
    private func reading(_ text: String) -> YAMLReading {
        YAMLParser.readMapping(SourceText(file: "f", text: text))
    }

    @Test(
        "is kept for those who look further",
        arguments: [
            // Of two equal keys the first counts.
            ("a: 1\nb: 2\na: 3", #"{"a":1,"b":2}"#),
            // A merge key merges all the same; what is written out wins, before it and after it.
            ("x: &x {a: 1, b: 2}\ny: {a: 3, <<: *x}", #"{"x":{"a":1,"b":2},"y":{"a":3,"b":2}}"#),
            ("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}", #"{"x":{"a":1,"b":2},"y":{"b":3,"a":1}}"#),
            ("y: {<<: [{a: 1}, {a: 2, b: 2}]}", #"{"y":{"a":1,"b":2}}"#),
            ("y: {<<: 1, b: 2}", #"{"y":{"b":2}}"#),
            // Text stands for what can't be told.
            ("a: !x 1\nb: 2", #"{"a":"unreadable","b":2}"#), ("a: *x\nb: 2", #"{"a":"unreadable","b":2}"#),
            ("a: !!int x\nb: 2", #"{"a":"unreadable","b":2}"#), ("a: &b:c d\nb: 2", #"{"a":"unreadable","b":2}"#),
            ("a: {{ x }}\nb: 2", #"{"a":"unreadable","b":2}"#),
            // What is inside of a list or mapping with a faulty tag is plain.
            ("a: !x [1]", #"{"a":[1]}"#),
            // Two keys that can't be read aren't one key twice.
            ("!x a: 1\n!x b: 2\nc: 3", #"{"c":3}"#), ("[a]: 1\n~: 2\nc: 3", #"{"c":3}"#),
            ("a: 1\n---\nb: 2", #"{"a":1}"#),
        ]
    )
    func kept(text: String, json: String) throws {
        let reading = reading(text)
        #expect(!reading.faults.isEmpty)
        var faults: [Diagnostic] = []
        #expect(try #require(reading.root).json(&faults).description == json)
        #expect(faults.isEmpty)
    }

    @Test("is nothing where the grammar is broken or the file is no mapping", arguments: ["a: [1", "- a", "", "!x a"])
    func nothing(text: String) {
        let reading = reading(text)
        #expect(reading.root == nil)
        #expect(reading.faults.count == 1)
    }

    @Test("has for what can't be told the place of the fault")
    func places() throws {
        let root = try #require(reading("a: !x 1\nb: {{ y }}").root)
        #expect(root["a"]?.place.end.column == 6)
        #expect(root["b"]?.place.start.column == 5)
    }
}

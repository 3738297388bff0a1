import Testing
import VoleryCore

@Suite("JSON pointers")
struct JSONPointerTests {
    /// The example of RFC 6901, section 5.
    private let document: JSONValue = [
        "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8,
    ]

    @Test(
        "lead where RFC 6901 says",
        arguments: [
            ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2), ("/e^f", 3), ("/g|h", 4), ("/i\\j", 5),
            ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8), ("/foo", ["bar", "baz"]),
        ] as [(String, JSONValue)]
    )
    func examples(text: String, expected: JSONValue) throws {
        let pointer = try #require(JSONPointer(text))
        #expect(document[pointer] == expected)
        #expect(pointer.description == text)
    }

    @Test("the empty pointer is the whole document")
    func whole() {
        #expect(document[JSONPointer()] == document)
        #expect(JSONPointer("") == JSONPointer())
    }

    @Test(
        "lead nowhere where there is nothing",
        arguments: ["/foo/2", "/foo/01", "/foo/-", "/foo/+1", "/x", "/foo/0/0"]
    )
    func nowhere(text: String) throws {
        #expect(document[try #require(JSONPointer(text))] == nil)
    }

    @Test("are refused if they don't follow the grammar", arguments: ["foo", "/~", "/~2", "#/foo"])
    func grammar(text: String) {
        #expect(JSONPointer(text) == nil)
    }

    @Test("grow by keys and element numbers")
    func growth() {
        #expect(JSONPointer().appending("a/b").appending(3).description == "/a~1b/3")
    }
}

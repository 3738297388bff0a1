import Testing
import VoleryCore
import VoleryWorkflow

@testable import VoleryCommandLine

@Suite("Inputs come from the command line")
struct InputArgumentsTests {
    private static func inputs() throws -> [Input] {
        [
            Input(name: "question", schema: try JSONSchema(["type": "string", "description": "What to find out."])),
            Input(name: "angles", schema: try JSONSchema(["type": "integer", "maximum": 8]), defaultValue: 3),
            Input(name: "tone", schema: try JSONSchema(["enum": ["dry", "warm"]]), defaultValue: "dry"),
            Input(name: "note", schema: try JSONSchema(["type": ["string", "null"]]), defaultValue: .null),
            Input(name: "any", schema: try JSONSchema([:]), defaultValue: .null),
        ]
    }

    @Test("text stays text where the schema says so, anything else is JSON")
    func types() throws {
        let arguments = InputArguments(
            arguments: ["question=1.10", "angles=4", "tone=warm", "note=null", "any={\"a\":[true]}"])
        #expect(
            try arguments.values(for: Self.inputs())
                == ["question": "1.10", "angles": 4, "tone": "warm", "note": "null", "any": ["a": [true]]]
        )
    }

    @Test("a value may hold `=`, be empty and have several lines")
    func values() throws {
        #expect(try InputArguments(arguments: ["question=a=b\n"]).values(for: Self.inputs()) == ["question": "a=b\n"])
        #expect(try InputArguments(arguments: ["question="]).values(for: Self.inputs()) == ["question": ""])
    }

    @Test("an argument goes over the file, the file over the rehearsal")
    func precedence() throws {
        let arguments = InputArguments(
            arguments: ["question=argument"],
            file: ("in.json", #"{"question":"file","angles":5}"#),
            rehearsed: ["question": "rehearsal", "angles": 1, "tone": "warm"]
        )
        #expect(try arguments.values(for: Self.inputs()) == ["question": "argument", "angles": 5, "tone": "warm"])
    }

    @Test("what is wrong is said with what to write", arguments: faults)
    func fault(_ fault: (arguments: [String], file: String?, words: String)) throws {
        let inputs = try Self.inputs()
        let arguments = InputArguments(arguments: fault.arguments, file: fault.file.map { ("in.json", $0) })
        let error = #expect(throws: UsageError.self) { try arguments.values(for: inputs) }
        #expect(error?.description.hasPrefix(fault.words) == true, "\(error?.description ?? "")")
        #expect(error.map { ExitStatus($0) } == .usage)
    }

    private static let faults: [(arguments: [String], file: String?, words: String)] = [
        (["question"], nil, "--input `question`: write it as NAME=VALUE"),
        (["=x"], nil, "--input `=x`: write it as NAME=VALUE"),
        (["question=a", "question=b"], nil, "--input `question` is given twice"),
        (["question=a", "angles=many"], nil, "--input `angles` is to be integer, and `many` is no JSON: "),
        (
            ["question=a", "any=text"], nil,
            "--input `any` is to be JSON; write text as 'any=\"…\"', and `text` is no JSON"
        ),
        ([], "[1]", "in.json: inputs are a JSON object, not a list"),
        ([], "{", "in.json: this is no JSON: "),
        (["queston=a"], nil, "there is no input `queston`; did you mean `question`?"),
        (
            [], nil,
            "the input `question` is missing\ngive it as --input 'question=…'  What to find out."
        ),
    ]
}

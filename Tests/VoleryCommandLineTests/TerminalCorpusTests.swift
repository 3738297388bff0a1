import FoundationEssentials
import Testing
import VoleryCore
import VoleryWorkflow

@testable import VoleryCommandLine

/// Every case of the corpus, as the content of everything that the command line shows.
@Suite("Text from models and tools can't drive the terminal")
struct TerminalCorpusTests {
    @Test("the corpus", .enabled(if: SharedData.corpus("terminal/cases.json") != nil, "there is no corpus"))
    func corpus() throws {
        let cases = try Case.all()
        var failing: [String] = []
        for testCase in cases {
            let faults = try faults(of: testCase)
            if !faults.isEmpty { failing.append("\(testCase.id): \(faults.joined(separator: "; "))") }
        }
        print("corpus terminal: \(cases.count - failing.count) of \(cases.count)")
        for line in failing { print("  \(line)") }
        #expect(failing.isEmpty)
    }

    private func faults(of testCase: Case) throws -> [String] {
        var faults: [String] = []
        let events = events(testCase.text)
        var view = RunView()
        for event in events {
            view.receive(event)
            let layout = TreeLayout(view: view, columns: 120, rows: 30, now: 0)
            let live = layout.live()
            if live.count > 29 { faults.append("the tree is too high") }
            for line in live + layout.final() {
                faults += violations(line.text(inColour: true), in: "the tree", mayColour: true)
                if line.columns > 120 { faults.append("the tree is too wide") }
            }
        }
        for event in events {
            let lines = LineLog.lines(of: event)
            if lines.count > 40 { faults.append("the log has too many lines") }
            for line in lines {
                faults += violations(line, in: "the log")
                // The address in front is one more item.
                if columns(line) > 300 { faults.append("a line of the log is too wide") }
            }
            let line = OutputFormat.line(of: event, isTerminal: true)
            faults += violations(line, in: "events")
            if try RunEvent(json: JSONValue(parsing: line)) != event { faults.append("an event has lost something") }
        }
        return faults + results(testCase) + reports(testCase)
    }

    /// Results are what the run is for: shown whole, but for what could drive the terminal.
    private func results(_ testCase: Case) -> [String] {
        let outputs: JSONObject = [testCase.text: .string(testCase.text), "b": [.string(testCase.text)]]
        var faults: [String] = []
        for format in [OutputFormat.text, .json] {
            for outputs in [outputs, ["a": .string(testCase.text)]] {
                faults += violations(format.text(of: outputs, isTerminal: true), in: "results as \(format)")
            }
        }
        let one = OutputFormat.text.text(of: ["a": .string(testCase.text)], isTerminal: true)
        if testCase.staysUnchanged, one != testCase.text + "\n" { faults.append("the result has changed") }
        let piped = OutputFormat.text.text(of: ["a": .string(testCase.text)], isTerminal: false)
        if piped != testCase.text, piped != testCase.text + "\n" { faults.append("the piped result has changed") }
        return faults
    }

    private func reports(_ testCase: Case) -> [String] {
        let text = testCase.text
        let error = RunError(.tool, text, at: Address(text), path: text)
        let place = Place(file: text, start: .init(line: 1, column: 1), end: .init(line: 1, column: 3))
        let source = SourceText(file: text, text: text)
        var faults: [String] = []
        for place in [nil, place] {
            let report = FailureReport(error: error, place: place, sources: [source])
                .text(style: .coloured, columns: 100)
            faults += violations(report, in: "the failure", mayColour: true)
        }
        let workflow = Workflow(
            name: text,
            steps: [Step(id: text, kind: .tool(ToolStep(grant: ToolGrant(tool: text))))]
        )
        return faults + violations(MermaidGraph(workflow: workflow).text, in: "the graph")
    }

    /// The case in every place of a run's events.
    private func events(_ text: String) -> [RunEvent] {
        let error = RunError(.tool, text, at: Address("a"), path: text)
        let failure = ModelFailure(ModelError(.unavailable, text))
        let call = ToolCall(id: text, name: text, arguments: text)
        return [
            entry(1, "", .runStarted(run: text, workflow: text, inputs: [text: .string(text)])),
            entry(2, "a", .stepStarted(kind: text, detail: text)),
            entry(3, text, .stepStarted(kind: "agent", detail: text)),
            entry(4, "a.turn1", .modelStarted(model: text)),
            .words(address: Address("a.turn1"), text: text),
            entry(5, "a.turn1~2", .modelRetried(attempt: 2, error: failure, seconds: 1)),
            entry(6, "a.turn1", .modelEnded(reply: ModelReply(text: text, toolCalls: [call], model: text))),
            entry(7, "a.turn1.call1", .toolStarted(tool: text, arguments: ["url": .string(text)])),
            entry(8, "a.turn1.call2", .toolStarted(tool: "x", arguments: [text: .string(text), "b": 1])),
            .progress(address: Address("a.turn1.call1"), text: text),
            entry(9, "a.turn1.call1", .toolEnded(tool: text, output: .string(text), failure: text)),
            entry(10, "a.turn1.call2", .toolFailed(tool: text, message: text, correctable: true)),
            entry(11, "a.turn2", .modelFailed(error: failure)),
            entry(12, "a", .stepRetried(error: error, seconds: 1)),
            entry(13, "a", .stepEnded(status: .failed, output: nil, error: error, usage: Usage(), seconds: 1)),
            entry(14, "", .runEnded(status: .failed, outputs: nil, error: error, usage: Usage(), seconds: 1)),
        ]
    }

    private func violations(_ text: String, in place: String, mayColour: Bool = false) -> [String] {
        let shown = mayColour ? withoutColours(text) : text
        let bad = shown.unicodeScalars.first { isForbidden($0) }
        return bad.map { ["\(place) has U+\(String($0.value, radix: 16))"] } ?? []
    }

    /// The characters that the corpus forbids, listed here on their own, not by the code under test.
    private func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0...0x1F, 0x7F...0x9F, 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029: true
        case 0xE0000...0xE007F: true
        default: false
        }
    }

    private func withoutColours(_ text: String) -> String {
        var result = ""
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "\u{1B}", rest.first == "[", let end = rest.firstIndex(of: "m"),
                rest[rest.index(after: rest.startIndex)..<end].allSatisfy({ ("0"..."9").contains($0) || $0 == ";" })
            {
                rest = rest[rest.index(after: end)...]
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private func columns(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + TerminalText.width(of: $1) } }
}

private struct Case {
    let id: String
    /// What reaches the command line: invalid UTF-8 is repaired where bytes become text.
    let text: String
    let staysUnchanged: Bool

    static func all() throws -> [Case] {
        let data = try #require(SharedData.corpus("terminal/cases.json"))
        let file = try JSONValue(parsing: data)
        return try #require(file["cases"]?.arrayValue).map { value in
            let bytes = Data(base64Encoded: value["bytes_base64"]?.stringValue ?? "-")
            return Case(
                id: try #require(value["id"]?.stringValue),
                text: String(decoding: try #require(bytes), as: UTF8.self),
                staysUnchanged: value["why"]?.stringValue == "must be unchanged"
            )
        }
    }
}

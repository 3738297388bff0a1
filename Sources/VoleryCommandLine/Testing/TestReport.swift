internal import VoleryCore

/// What tests of workflows came to, for programs.
struct TestReport {
    var results: [WorkflowTest.Result] = []

    var hasFailures: Bool { results.contains { !$0.faults.isEmpty } }

    /// The line of one test.
    static func line(of result: WorkflowTest.Result) -> String {
        "\(result.faults.isEmpty ? "✓" : "✗") \(TerminalText.escaped(result.file)) (\(time(result.seconds)))\n"
    }

    /// How many passed.
    var summary: String {
        let failed = results.count { !$0.faults.isEmpty }
        let passed = Measure.count(results.count - failed, "test")
        return failed == 0 ? "\(passed) passed\n" : "\(passed) passed, \(failed) failed\n"
    }

    /// One object of all tests.
    var json: JSONValue {
        let tests = results.map { result -> JSONValue in
            [
                "file": .string(result.file), "passed": .bool(result.faults.isEmpty),
                "seconds": .double(result.seconds), "faults": .array(result.faults.map(\.json)),
            ]
        }
        return ["passed": .bool(!hasFailures), "tests": .array(tests)]
    }

    /// The results as JUnit's XML, which most CI servers read.
    var junit: String {
        let failures = results.count { !$0.faults.isEmpty }
        let seconds = results.reduce(0) { $0 + $1.seconds }
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text += "<testsuite name=\"volery\" tests=\"\(results.count)\" failures=\"\(failures)\" time=\"\(seconds)\">\n"
        for result in results {
            text += "  <testcase name=\"\(Self.xml(result.file))\" time=\"\(result.seconds)\""
            guard !result.faults.isEmpty else {
                text += "/>\n"
                continue
            }
            text += ">\n"
            for fault in result.faults {
                let place = fault.place?.description ?? ""
                let details = ([place] + fault.notes).filter { !$0.isEmpty }.joined(separator: "\n")
                text += "    <failure message=\"\(Self.xml(fault.message))\">\(Self.xml(details))</failure>\n"
            }
            text += "  </testcase>\n"
        }
        return text + "</testsuite>\n"
    }

    private static func time(_ seconds: Double) -> String {
        seconds < 1 ? "\(Int(seconds * 1_000)) ms" : Measure.time(seconds)
    }

    /// Text as XML holds it; what XML can't hold is replaced.
    private static func xml(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n": escaped += "&#10;"
            case "\t", "\u{20}"..."\u{FFFD}", "\u{10000}"...: escaped.unicodeScalars.append(scalar)
            default: escaped += "\u{FFFD}"
            }
        }
        return escaped
    }
}

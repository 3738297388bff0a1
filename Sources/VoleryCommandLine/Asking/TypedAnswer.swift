internal import VoleryCore

/// What a person typed, as an answer to a question.
enum TypedAnswer {
    /// Why a line is no answer, in words for the one who typed it.
    struct Fault: Error, Hashable, CustomStringConvertible {
        let description: String
    }

    /// Reads a line.
    ///
    /// - Parameters:
    ///   - line: What was typed, without its line break.
    ///   - question: What was asked.
    /// - Returns: The answer, which fits the question.
    /// - Throws: `Fault`, after which the person is asked again.
    static func answer(_ line: String, to question: Question) throws(Fault) -> Answer {
        let answer: Answer =
            switch question.subject {
            case .approval: try approval(line, question)
            case .answer(_, let schema, let draft): .value(try value(line, schema, draft))
            }
        if let fault = question.fault(of: answer) { throw Fault(description: "that does not fit: \(fault)") }
        return answer
    }

    private static func approval(_ line: String, _ question: Question) throws(Fault) -> Answer {
        let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        switch words.first?.lowercased() {
        case "y", "yes": return .allowed(.call)
        case "a", "always": return .allowed(.tool)
        case "h", "host":
            guard question.site != nil else { throw Fault(description: "this call names no host") }
            return .allowed(.host)
        case "n", "no": return .denied(because: words.count > 1 ? String(words[1]) : nil)
        default: throw Fault(description: "please type y, n or a")
        }
    }

    private static func value(_ line: String, _ schema: JSONValue?, _ draft: JSONValue?) throws(Fault) -> JSONValue {
        if line.isEmpty, let draft { return draft }
        guard let schema else { return .string(line) }
        if schema["type"] == "string" { return .string(line) }
        if schema["type"] == "boolean" {
            switch line.lowercased() {
            case "y", "yes", "true": return true
            case "n", "no", "false": return false
            default: throw Fault(description: "please type yes or no")
            }
        }
        do throws(JSONParseError) {
            return try JSONValue(parsing: line)
        } catch {
            throw Fault(description: "that is not JSON: \(error)")
        }
    }
}

import CYAML
import VoleryCore

/// libyaml's error, told in words for people who write workflows.
struct SyntaxFault: Error {
    /// There was no memory for libyaml.
    static let outOfMemory = SyntaxFault(problem: "out of memory", offset: 0, context: nil, contextOffset: 0)

    private let problem: String
    private let offset: Int
    private let context: String?
    private let contextOffset: Int

    private init(problem: String, offset: Int, context: String?, contextOffset: Int) {
        self.problem = problem
        self.offset = offset
        self.context = context
        self.contextOffset = contextOffset
    }

    /// The error that a parser stopped with.
    init(_ parser: yaml_parser_t, in source: SourceText) {
        self.init(
            problem: parser.problem.map { String(cString: $0) } ?? "out of memory",
            offset: source.utf8Offset(ofScalar: parser.problem_mark.index),
            context: parser.context.map { String(cString: $0) },
            contextOffset: source.utf8Offset(ofScalar: parser.context_mark.index)
        )
    }

    /// The diagnostic that shows it.
    func diagnostic(in source: SourceText) -> Diagnostic {
        let place = place(in: source)
        let (message, advice) = words(in: source)
        let suggestion = QuotedLine.suggestion(for: place, in: source)
        return Diagnostic(
            code: YAMLCode.syntax.rawValue,
            message,
            at: place,
            notes: contextNotes(place, in: source) + advice,
            suggestion: suggestion
        )
    }

    /// Whether something opened is never closed, so that the fault shows only at the file's end.
    private func isUnclosed(in source: SourceText) -> Bool {
        guard let context else { return false }
        let rest = source.bytes[min(offset, source.bytes.count)...]
        return rest.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }
            && (context.contains("quoted scalar") || context.contains("flow"))
    }

    private func place(in source: SourceText) -> Place {
        let start = isUnclosed(in: source) ? contextOffset : offset
        let width = start < source.bytes.count && source.bytes[start] != 0x0A && source.bytes[start] != 0x0D ? 1 : 0
        var end = start + width
        while end < source.bytes.count, source.bytes[end] & 0xC0 == 0x80 { end += 1 }
        return source.place(ofUTF8: start..<end)
    }

    /// Where the thing began in which the fault is, if that is another line.
    private func contextNotes(_ place: Place, in source: SourceText) -> [String] {
        guard let context, !isUnclosed(in: source) else { return [] }
        let line = source.position(ofUTF8Offset: contextOffset).line
        guard line < place.start.line else { return [] }
        let thing =
            switch context {
            case "while parsing a block mapping": "the mapping"
            case "while parsing a block collection": "the list"
            case "while parsing a flow mapping": "the mapping"
            case "while parsing a flow sequence": "the list"
            case "while scanning a simple key": "the key"
            case "while scanning a quoted scalar": "the quoted text"
            case "while scanning a block scalar": "the text"
            default: "what is being read"
            }
        return ["\(thing) began in line \(line)"]
    }
}

extension SyntaxFault {
    /// The message and what to do, for what people run into; libyaml's own words for the rest.
    private func words(in source: SourceText) -> (message: String, advice: [String]) {
        if isUnclosed(in: source) {
            let isQuoted = context?.contains("quoted") ?? false
            return isQuoted ? ("this quote is never closed", []) : ("this bracket is never closed", [])
        }
        switch problem {
        case "mapping values are not allowed in this context":
            return ("a `:` can't begin a value here", ["quote the text if it holds `: `, or check the indentation"])
        case "found character that cannot start any token":
            return unexpectedCharacter(in: source)
        case "did not find expected key":
            let advice = "check the indentation; quote the whole text if a part of it is in quotes or brackets"
            return ("a key and `:` were expected here", [advice])
        case "did not find expected '-' indicator":
            return ("the next `- ` of the list was expected here", ["check the indentation"])
        case "did not find expected ',' or ']'":
            return ("a `,` or `]` was expected here", ["in `[…]` quote text that holds any of , [ ] { }"])
        case "did not find expected ',' or '}'":
            return ("a `,` or `}` was expected here", ["in `{…}` quote text that holds any of , [ ] { }"])
        case "could not find expected ':'":
            return ("this line has no `:` behind its key", ["check the indentation if it belongs to the line above"])
        case "did not find expected node content":
            return ("a value was expected here", [])
        case "did not find expected <document start>":
            return ("the document has ended before this", ["check the indentation"])
        case "block sequence entries are not allowed in this context":
            return ("a list can't begin here", ["put `- ` on a line of its own, or quote the text"])
        case "mapping keys are not allowed in this context":
            return ("a key can't begin here", ["put it on a line of its own, or quote the text"])
        case "found unknown escape character":
            return ("there is no such escape in double quotes", ["write `\\\\` for a backslash, or use single quotes"])
        case "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            return ("a tab can't indent", ["use spaces"])
        default:
            return (problem, [])
        }
    }

    private func unexpectedCharacter(in source: SourceText) -> (message: String, advice: [String]) {
        guard offset < source.bytes.count else { return (problem, []) }
        if source.bytes[offset] == UInt8(ascii: "\t") { return ("a tab can't indent", ["use spaces"]) }
        let character = Character(Unicode.Scalar(source.bytes[offset]))
        return ("a value can't begin with `\(character)`", ["quote it"])
    }
}

import VoleryCore

/// `matches`, whose patterns have the syntax of RE2.
extension StandardFunctions {
    static let patterns: [CELFunction] = [
        CELFunction("matches", [CELSignature([.string, .string], .bool)]) { call throws(CELError) in
            try matches(call)
        },
        CELFunction("matches", isMember: true, [CELSignature([.string, .string], .bool)]) { call throws(CELError) in
            try matches(call)
        },
    ]

    private static func matches(_ call: CELCall) throws(CELError) -> CELValue {
        let text = try call.string(0)
        let pattern = try call.meter.pattern(try call.string(1))
        return .bool(try TextPattern.matches(pattern, text, call.meter))
    }
}

/// Regular expressions within bounds.
enum TextPattern {
    /// A pattern that needs more memory is refused, so that compiling one takes a few milliseconds at most.
    private static let options = RegularExpression.Options(maxMemory: 1 << 20)
    /// Patterns that fit in here take a tenth of a millisecond, so that an expression may hold hundreds.
    private static let smallOptions = RegularExpression.Options(maxMemory: 1 << 16)

    /// How many literal patterns of one expression are compiled beforehand.
    static let maximumLiterals = 200

    static func compile(_ pattern: String) throws(CELError) -> RegularExpression {
        do {
            return try RegularExpression(pattern, options: options)
        } catch {
            throw fault(error)
        }
    }

    /// The literal pattern of an expression; nil if it is so large that it is compiled, and paid for, only where it is
    /// evaluated.
    static func literal(_ pattern: String) throws(CELError) -> RegularExpression? {
        do {
            return try RegularExpression(pattern, options: smallOptions)
        } catch {
            guard error.kind != .tooLarge else { return nil }
            throw fault(error)
        }
    }

    private static func fault(_ error: RegularExpressionError) -> CELError {
        CELError(.invalidArgument, "The pattern is not a regular expression: \(error).")
    }

    static func matches(_ pattern: RegularExpression, _ text: String, _ meter: Meter) throws(CELError) -> Bool {
        // At worst every instruction is tried at every byte, which is likely only where there are many.
        let (instructions, overflow) = text.utf8.count.multipliedReportingOverflow(by: pattern.programSize + 8)
        try meter.charge(overflow ? .max : instructions >> (pattern.programSize > 200 ? 4 : 6))
        return pattern.matches(text)
    }
}

/// `text.matches("literal")`: the pattern is compiled once, with the expression.
final class MatchNode: Node {
    private let text: any Node
    private let pattern: RegularExpression
    private let range: Range<Int>

    init(_ text: any Node, _ pattern: RegularExpression, range: Range<Int>) {
        self.text = text
        self.pattern = pattern
        self.range = range
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        let value = try text.evaluate(in: evaluation)
        guard case .string(let string) = value else {
            throw CELError(.noMatchingOverload, "matches() needs text, not \(value.typeName).", at: range)
        }
        do {
            return .bool(try TextPattern.matches(pattern, string, evaluation))
        } catch {
            throw error.located(range)
        }
    }
}

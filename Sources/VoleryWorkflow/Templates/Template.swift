public import VoleryCEL
public import VoleryCore

/// Text with `${{ expression }}` in it.
public struct Template: Sendable {
    /// A part of the text.
    public enum Part: Sendable {
        /// Text as it is.
        case text(String)
        /// An expression, and where its source begins in the template: a UTF-8 offset.
        case expression(Expression, offset: Int)
    }

    /// The template as it was written.
    public let source: String
    /// Its parts in order.
    public let parts: [Part]

    /// Parses a template.
    ///
    /// - Parameter source: The text; `$${{` stands for a literal `${{`.
    /// - Throws: The first mistake, with its place in the text.
    public init(_ source: String) throws(CELProblem) {
        self.source = source
        parts = try TemplateParser(source).parse()
    }

    /// The expressions in order, each with the offset of its source.
    public var expressions: [(expression: Expression, offset: Int)] {
        parts.compactMap { if case .expression(let expression, let offset) = $0 { (expression, offset) } else { nil } }
    }

    /// The template's one expression, if it is nothing else but white space: it then keeps its value's type.
    public var single: Expression? {
        guard expressions.count == 1 else { return nil }
        let isAlone = parts.allSatisfy {
            if case .text(let text) = $0 { text.allSatisfy(\.isWhitespace) } else { true }
        }
        return isAlone ? expressions[0].expression : nil
    }

    /// The value: of a single expression with its type, else text.
    /// - Parameter scope: Where names get their values.
    /// - Returns: The value.
    /// - Throws: The error that an expression raises, with its place in the template.
    public func value(in scope: some CELActivation) throws(CELError) -> JSONValue {
        if let single { return try evaluate(single, at: expressions[0].offset, in: scope) }
        return .string(try text(in: scope))
    }

    /// The text: strings go in as they are, other values as compact JSON.
    /// - Parameter scope: Where names get their values.
    /// - Returns: The text.
    /// - Throws: The error that an expression raises, with its place in the template.
    public func text(in scope: some CELActivation) throws(CELError) -> String {
        var result = ""
        for part in parts {
            switch part {
            case .text(let text): result += text
            case .expression(let expression, let offset):
                result += ToolOutput(try evaluate(expression, at: offset, in: scope)).text
                try Self.checkSize(of: result, at: offset..<offset + expression.source.utf8.count)
            }
        }
        return result
    }

    /// Each expression is bounded by itself, but a template can hold thousands.
    private static func checkSize(of text: String, at range: Range<Int>) throws(CELError) {
        let limit = CELLimits().textBytes
        guard text.utf8.count <= limit else {
            throw CELError(.workBound, "The text becomes longer than \(limit) bytes.", at: range)
        }
    }

    private func evaluate(
        _ expression: Expression,
        at offset: Int,
        in scope: some CELActivation
    ) throws(CELError) -> JSONValue {
        do throws(CELError) {
            return try expression.evaluate(in: scope)
        } catch {
            var error = error
            error.range = error.range.map { $0.lowerBound + offset..<$0.upperBound + offset }
            throw error
        }
    }
}

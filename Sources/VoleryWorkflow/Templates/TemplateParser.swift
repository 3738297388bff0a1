internal import VoleryCEL

/// Splits a template into text and expressions.
///
/// An expression ends at the first `}}` outside its strings and brackets.
struct TemplateParser {
    private let source: String
    private let bytes: [UInt8]

    init(_ source: String) {
        self.source = source
        bytes = Array(source.utf8)
    }

    func parse() throws(CELProblem) -> [Template.Part] {
        var parts: [Template.Part] = []
        var text: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if starts(with: "$${{", at: index) {
                text += Array("${{".utf8)
                index += 4
            } else if starts(with: "${{", at: index) {
                let end = try expressionEnd(from: index)
                if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
                text = []
                parts.append(try expression(in: index + 3..<end))
                index = end + 2
            } else {
                text.append(bytes[index])
                index += 1
            }
        }
        if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
        return parts
    }

    private func expression(in range: Range<Int>) throws(CELProblem) -> Template.Part {
        let source = String(decoding: bytes[range], as: UTF8.self)
        do throws(CELProblem) {
            return .expression(try Expression(source), offset: range.lowerBound)
        } catch {
            var problem = error
            problem.range = problem.range.lowerBound + range.lowerBound..<problem.range.upperBound + range.lowerBound
            throw problem
        }
    }

    private func starts(with text: StaticString, at index: Int) -> Bool {
        text.withUTF8Buffer { bytes[index...].starts(with: $0) }
    }

    /// The offset of the `}}` that ends the expression which begins at `start`.
    private func expressionEnd(from start: Int) throws(CELProblem) -> Int {
        var index = start + 3
        var depth = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                guard let end = stringEnd(from: index) else {
                    let quote = Character(Unicode.Scalar(bytes[index]))
                    throw CELProblem(.syntax, at: index..<index + 1, "this text has no `\(quote)` that ends it")
                }
                index = end
                continue
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "}"):
                if depth <= 0, index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "}") { return index }
                depth -= 1
            default: break
            }
            index += 1
        }
        throw CELProblem(.syntax, at: start..<start + 3, "this `${{` has no `}}` that ends it")
    }

    /// The offset behind the string literal that begins at `start`, raw ones and triple quotes included; nil if nothing
    /// ends it.
    private func stringEnd(from start: Int) -> Int? {
        let quote = bytes[start]
        let isTriple = start + 2 < bytes.count && bytes[start + 1] == quote && bytes[start + 2] == quote
        let isRaw = start > 0 && (bytes[start - 1] | 0x20) == UInt8(ascii: "r")
        var index = start + (isTriple ? 3 : 1)
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\\"), !isRaw {
                index += 2
            } else if bytes[index] != quote {
                index += 1
            } else if !isTriple {
                return index + 1
            } else if index + 2 < bytes.count, bytes[index + 1] == quote, bytes[index + 2] == quote {
                return index + 3
            } else {
                index += 1
            }
        }
        return nil
    }
}

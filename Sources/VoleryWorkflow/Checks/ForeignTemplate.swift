import VoleryCEL

/// An expression in text as other languages write it: `{{ inputs.name }}` or `${inputs.name}`, which is text here.
struct ForeignTemplate {
    /// Where it stands in the text: UTF-8 offsets.
    let range: Range<Int>
    /// What stands between the braces.
    let source: String

    /// How it is written here; `nil` if it is none that could be evaluated.
    var suggestion: String? {
        (try? Expression(source)) == nil ? nil : "${{ \(source) }}"
    }

    /// Those of a template's text that begin with a name in scope; all else in braces is the text's own.
    ///
    /// - Parameters:
    ///   - template: The template; what stands in its expressions, and behind `$${{`, is left alone.
    ///   - isInScope: Whether a name is one that expressions can begin with here.
    /// - Returns: What was found, in the text's order.
    static func all(in template: Template, isInScope: (String) -> Bool) -> [ForeignTemplate] {
        let bytes = Array(template.source.utf8)
        let expressions = template.expressions.map { $0.offset..<$0.offset + $0.expression.source.utf8.count }
        var found: [ForeignTemplate] = []
        var index = 0
        while let start = bytes[index...].firstIndex(of: UInt8(ascii: "{")) {
            if let expression = expressions.first(where: { $0.contains(start) }) {
                index = expression.upperBound
                continue
            }
            let next = at(start, in: bytes, isInScope)
            if let next { found.append(next) }
            index = next?.range.upperBound ?? start + bytes[start...].prefix { $0 == UInt8(ascii: "{") }.count
        }
        return found
    }

    private static func at(_ start: Int, in bytes: [UInt8], _ isInScope: (String) -> Bool) -> ForeignTemplate? {
        let rest = bytes[start...]
        let depth = rest.prefix { $0 == UInt8(ascii: "{") }.count
        let hasSign = start > 0 && bytes[start - 1] == UInt8(ascii: "$")
        // `${{` is an expression or an escaped one, and a brace alone is the text's own.
        guard hasSign ? depth == 1 : (2...3).contains(depth) else { return nil }
        let inner = rest.dropFirst(depth).prefix { $0 != UInt8(ascii: "}") && $0 != UInt8(ascii: "{") && $0 != 0x0A }
        let end = inner.endIndex + depth
        guard end <= bytes.count, bytes[inner.endIndex..<end].allSatisfy({ $0 == UInt8(ascii: "}") }) else {
            return nil
        }
        let source = String(decoding: inner, as: UTF8.self).trimmed
        guard begins(source, isInScope, needsMember: hasSign) else { return nil }
        return ForeignTemplate(range: start - (hasSign ? 1 : 0)..<end, source: source)
    }

    /// Whether a text begins with a name in scope, as `inputs.name` does and `inputsName` does not.
    ///
    /// A shell's variables look like names without a member.
    private static func begins(_ source: String, _ isInScope: (String) -> Bool, needsMember: Bool) -> Bool {
        let name = source.prefix { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard isInScope(String(name)) else { return false }
        let rest = source[name.endIndex...]
        if rest.first == "." {
            guard let member = rest.dropFirst().first else { return false }
            return member == "_" || member == "?" || member.isLetter
        }
        guard !needsMember else { return false }
        let next = rest.first { $0 != " " }
        return next == nil || next == "|" || rest.first == "["
    }
}

extension String {
    /// Without spaces at its ends.
    fileprivate var trimmed: String {
        let start = drop { $0.isWhitespace }
        let length = start.reversed().drop { $0.isWhitespace }.count
        return String(start.prefix(length))
    }
}

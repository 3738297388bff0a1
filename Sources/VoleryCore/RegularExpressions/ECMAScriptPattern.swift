extension RegularExpression {
    /// Compiles a pattern in the syntax of ECMA-262 with the flag `u`, as JSON Schema uses it.
    ///
    /// It's translated to RE2's syntax. Look-around and back-references are refused. Groups only group: a match has no
    /// ranges for them. Escaped punctuation, and braces that repeat nothing, stand for themselves, as they do without
    /// the flag; `(?i)` at the start of a pattern is taken too.
    ///
    /// - Parameters:
    ///   - pattern: The pattern, at most `maxPatternBytes` long.
    ///   - options: How to read it.
    /// - Throws: `RegularExpressionError` if the pattern is faulty, can't be matched in linear time or needs too much
    ///   memory.
    public init(ecmaScript pattern: String, options: Options = Options()) throws(RegularExpressionError) {
        guard pattern.utf8.count <= Self.maxPatternBytes else {
            let message = "the pattern is longer than \(Self.maxPatternBytes) bytes"
            throw RegularExpressionError(message, kind: .tooLarge, in: pattern)
        }
        var translator = ECMAScriptPattern(pattern, purpose: .matching)
        try self.init(source: pattern, translation: translator.translate(), options: options)
    }

    /// Whether a text is a pattern of ECMA-262, also one that can't be matched here.
    static func isECMAScript(_ pattern: String) -> Bool {
        var translator = ECMAScriptPattern(pattern, purpose: .checking)
        do {
            _ = try RegularExpression(source: pattern, translation: translator.translate(), options: Options())
            return true
        } catch {
            return error.kind != .syntax
        }
    }
}

/// Translates a pattern of ECMA-262 into one of RE2.
struct ECMAScriptPattern {
    /// What the translation is for.
    enum Purpose {
        /// To match text: what can't be matched is refused, what is common elsewhere is taken.
        case matching
        /// To see whether the pattern follows the grammar: look-around and back-references become something harmless.
        case checking
    }

    let source: String
    let purpose: Purpose
    var input: ScalarReader
    private var output = ""
    /// Where the last thing that can be repeated starts in the output, and how often it repeats inside.
    private var atom: Atom?
    private var groups: [Group] = []
    private var weight = 1

    private struct Atom {
        var start: String.Index
        var weight: Int
    }

    private struct Group {
        var start: String.Index
        var outerWeight: Int
    }

    init(_ source: String, purpose: Purpose) {
        self.source = source
        self.purpose = purpose
        self.input = ScalarReader(source)
    }

    mutating func translate() throws(RegularExpressionError) -> String {
        while let scalar = input.peek() {
            let start = input.offset
            input.skip()
            try translate(scalar, at: start)
        }
        return output
    }

    private mutating func translate(_ scalar: Unicode.Scalar, at start: Int) throws(RegularExpressionError) {
        switch scalar {
        case "\\": try escape(at: start)
        case "[": append(try characterClass(at: start))
        case "(": try openGroup(at: start)
        case ")": try closeGroup(at: start)
        case "{": try brace(at: start)
        case "}", "]": append("\\\(scalar)")
        case ".": append("[^\\n\\r\\x{2028}\\x{2029}]")
        case "*", "+", "?": output.unicodeScalars.append(scalar)
        case "|", "^", "$":
            output.unicodeScalars.append(scalar)
            atom = nil
        default: append(String(scalar))
        }
    }

    /// Appends something that a quantifier may follow.
    private mutating func append(_ text: String) {
        atom = Atom(start: output.endIndex, weight: 1)
        output += text
    }

    private mutating func escape(at start: Int) throws(RegularExpressionError) {
        if input.take("b") {
            output += "\\b"
        } else if input.take("B") {
            output += "\\B"
        } else {
            append(try atomEscape(at: start).outsideClass)
        }
    }

    func fault(
        _ message: String,
        kind: RegularExpressionError.Kind = .syntax,
        at offset: Int
    ) -> RegularExpressionError {
        RegularExpressionError(message, kind: kind, in: source, at: offset)
    }
}

extension ECMAScriptPattern {
    private mutating func openGroup(at start: Int) throws(RegularExpressionError) {
        groups.append(Group(start: output.endIndex, outerWeight: weight))
        weight = 1
        atom = nil
        output += "(?:"
        guard input.take("?"), !input.take(":") else { return }
        if input.isAt("=") || input.isAt("!") || input.isAt("<=") || input.isAt("<!") {
            try lookAround(at: start)
        } else if input.take("<") {
            try groupName(at: start)
        } else {
            try flags(at: start)
        }
    }

    private mutating func lookAround(at start: Int) throws(RegularExpressionError) {
        guard purpose == .checking else {
            throw fault("look-around can't be matched in linear time", kind: .unsupported, at: start)
        }
        _ = input.take("<")
        input.skip()
    }

    private mutating func groupName(at start: Int) throws(RegularExpressionError) {
        guard let name = input.text(until: ">"), !name.isEmpty else {
            throw fault("the group's name has no end or is empty", at: start)
        }
    }

    /// Reads `i)` or `i-s:`, for example; which letters there are is RE2's to check.
    private mutating func flags(at start: Int) throws(RegularExpressionError) {
        output.removeLast()
        while let scalar = input.peek(), scalar.properties.isAlphabetic || scalar == "-" {
            output.unicodeScalars.append(scalar)
            input.skip()
        }
        if input.take(":") {
            output += ":"
        } else if purpose == .checking || !input.isAt(")") {
            throw fault("`(?` starts no group that ECMA-262 knows", at: start)
        }
    }

    private mutating func closeGroup(at start: Int) throws(RegularExpressionError) {
        guard let group = groups.popLast() else { throw fault("`)` closes no group", at: start) }
        output += ")"
        atom = Atom(start: group.start, weight: weight)
        weight = max(weight, group.outerWeight)
    }
}

extension ECMAScriptPattern {
    /// How often something repeats.
    private struct Bounds {
        var lower: Int
        var upper: Int?
        var largest: Int { max(upper ?? lower, 1) }

        var quantifier: String {
            guard let upper else { return "{\(lower),}" }
            return lower == upper ? "{\(lower)}" : "{\(lower),\(upper)}"
        }
    }

    /// RE2's bound for repetitions, nested ones multiplied.
    private static let maxRepeat = 1000

    /// A `{`: a quantifier, or itself where it's none.
    private mutating func brace(at start: Int) throws(RegularExpressionError) {
        let before = input
        guard let atom, let bounds = try bounds(at: start) else {
            input = before
            return append("\\{")
        }
        let suffix = input.take("?") ? "?" : ""
        self.atom = nil
        guard bounds.largest * atom.weight > Self.maxRepeat else {
            output += bounds.quantifier + suffix
            return weight = max(weight, bounds.largest * atom.weight)
        }
        try unroll(atom, bounds, suffix: suffix, at: start)
    }

    /// Reads `n}`, `n,}` or `n,m}`; nil if there's something else.
    private mutating func bounds(at start: Int) throws(RegularExpressionError) -> Bounds? {
        guard let lower = input.digits() else { return nil }
        let isRange = input.take(",")
        let upper = isRange ? input.digits() : lower
        guard input.take("}") else { return nil }
        var bounds = Bounds(lower: try number(lower, at: start))
        if let upper { bounds.upper = try number(upper, at: start) }
        guard bounds.lower <= bounds.upper ?? .max else {
            throw fault("`\(bounds.quantifier)` has its bounds the wrong way round", at: start)
        }
        return bounds
    }

    private func number(_ digits: String, at start: Int) throws(RegularExpressionError) -> Int {
        guard let number = Int(digits), number <= 1_000_000 else { throw tooLarge(at: start) }
        return number
    }

    /// Writes a repetition that is too large for RE2 as a row of smaller ones.
    private mutating func unroll(
        _ atom: Atom,
        _ bounds: Bounds,
        suffix: String,
        at start: Int
    ) throws(RegularExpressionError) {
        let text = String(output[atom.start...])
        let step = max(1, Self.maxRepeat / atom.weight)
        let size = (bounds.largest / step + 2) * (text.utf8.count + 8) + output.utf8.count
        guard size <= RegularExpression.maxPatternBytes else { throw tooLarge(at: start) }
        output.removeSubrange(atom.start...)
        let row = output.endIndex
        output += "(?:"
        for count in Self.parts(of: bounds.lower, step: step) { output += text + "{\(count)}" }
        if let upper = bounds.upper {
            for count in Self.parts(of: upper - bounds.lower, step: step) { output += text + "{0,\(count)}" + suffix }
        } else {
            output += text + "*" + suffix
        }
        output += ")"
        self.atom = Atom(start: row, weight: step * atom.weight)
        weight = max(weight, step * atom.weight)
    }

    private static func parts(of count: Int, step: Int) -> [Int] {
        Array(repeating: step, count: count / step) + (count % step > 0 ? [count % step] : [])
    }

    private func tooLarge(at start: Int) -> RegularExpressionError {
        fault("the repetition is too large", kind: .tooLarge, at: start)
    }
}

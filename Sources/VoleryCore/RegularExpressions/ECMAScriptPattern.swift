extension RegularExpression {
    /// Compiles a pattern in the syntax of ECMA-262 with the flag `u`, as JSON Schema uses it.
    ///
    /// It's translated to RE2's syntax. Look-around and back-references are refused. Groups only group: a match has no
    /// ranges for them. Escaped punctuation, and braces that repeat nothing, stand for themselves, as they do without
    /// the flag.
    ///
    /// - Parameters:
    ///   - pattern: The pattern, at most `maxPatternBytes` long.
    ///   - options: How to read it.
    /// - Throws: `RegularExpressionError` if the pattern is faulty, can't be matched in linear time or needs too much
    ///   memory.
    public init(ecmaScript pattern: String, options: Options = Options()) throws(RegularExpressionError) {
        guard pattern.utf8.count <= Self.maxPatternBytes else {
            throw RegularExpressionError("the pattern is longer than \(Self.maxPatternBytes) bytes", in: pattern)
        }
        var translator = ECMAScriptPattern(pattern)
        try self.init(source: pattern, translation: translator.translate(), options: options)
    }
}

/// Translates a pattern of ECMA-262 into one of RE2.
struct ECMAScriptPattern {
    let source: String
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

    /// RE2's bound for repetitions, nested ones multiplied.
    private static let maxRepeat = 1000

    init(_ source: String) {
        self.source = source
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

    func fault(_ message: String, at offset: Int) -> RegularExpressionError {
        RegularExpressionError(message, in: source, at: offset)
    }
}

extension ECMAScriptPattern {
    private mutating func openGroup(at start: Int) throws(RegularExpressionError) {
        groups.append(Group(start: output.endIndex, outerWeight: weight))
        weight = 1
        atom = nil
        guard input.take("?") else { return output += "(?:" }
        if input.take("<") {
            guard input.peek() != "=", input.peek() != "!" else { throw lookAround(at: start) }
            try groupName(at: start)
            output += "(?:"
        } else if input.peek() == "=" || input.peek() == "!" {
            throw lookAround(at: start)
        } else {
            // `(?:` and flags, which RE2 checks.
            output += "(?"
        }
    }

    private mutating func groupName(at start: Int) throws(RegularExpressionError) {
        var length = 0
        while let scalar = input.next(), scalar != ">" { length += 1 }
        guard length > 0, input.previous == ">" else {
            throw fault("the group's name has no end or is empty", at: start)
        }
    }

    private func lookAround(at start: Int) -> RegularExpressionError {
        fault("look-around can't be matched in linear time", at: start)
    }

    private mutating func closeGroup(at start: Int) throws(RegularExpressionError) {
        guard let group = groups.popLast() else { throw fault("`)` closes no group", at: start) }
        output += ")"
        atom = Atom(start: group.start, weight: weight)
        weight = max(weight, group.outerWeight)
    }
}

extension ECMAScriptPattern {
    /// A `{`: a quantifier, or itself where it's none.
    private mutating func brace(at start: Int) throws(RegularExpressionError) {
        var ahead = input
        guard let atom, let bounds = try Self.bounds(&ahead, at: start, in: self) else { return append("\\{") }
        input = ahead
        let suffix = input.take("?") ? "?" : ""
        let most = max(bounds.upper ?? bounds.lower, 1)
        self.atom = nil
        if most * atom.weight <= Self.maxRepeat {
            output += Self.quantifier(bounds.lower, bounds.upper) + suffix
            weight = max(weight, most * atom.weight)
        } else {
            try unroll(atom, bounds, suffix: suffix, at: start)
        }
    }

    /// Reads `n}`, `n,}` or `n,m}`; nil if there's something else.
    private static func bounds(
        _ input: inout ScalarReader,
        at start: Int,
        in pattern: ECMAScriptPattern
    ) throws(RegularExpressionError) -> (lower: Int, upper: Int?)? {
        guard let lower = input.digits() else { return nil }
        if input.take("}") { return (try number(lower, at: start, in: pattern), Int(lower)) }
        guard input.take(",") else { return nil }
        let upper = input.digits()
        guard input.take("}") else { return nil }
        let least = try number(lower, at: start, in: pattern)
        guard let upper else { return (least, nil) }
        let most = try number(upper, at: start, in: pattern)
        guard least <= most else {
            throw pattern.fault("`{\(least),\(most)}` has its bounds the wrong way round", at: start)
        }
        return (least, most)
    }

    private static func number(
        _ digits: String,
        at start: Int,
        in pattern: ECMAScriptPattern
    ) throws(RegularExpressionError) -> Int {
        guard let number = Int(digits), number <= maxPatternRepeat else { throw pattern.tooLarge(at: start) }
        return number
    }

    private static let maxPatternRepeat = 1_000_000

    private static func quantifier(_ lower: Int, _ upper: Int?) -> String {
        guard let upper else { return "{\(lower),}" }
        return lower == upper ? "{\(lower)}" : "{\(lower),\(upper)}"
    }

    /// Writes a repetition that is too large for RE2 as a row of smaller ones.
    private mutating func unroll(
        _ atom: Atom,
        _ bounds: (lower: Int, upper: Int?),
        suffix: String,
        at start: Int
    ) throws(RegularExpressionError) {
        let text = String(output[atom.start...])
        let step = max(1, Self.maxRepeat / atom.weight)
        let copies = (bounds.upper ?? bounds.lower) / step + 2
        guard copies * (text.utf8.count + 8) + output.utf8.count <= RegularExpression.maxPatternBytes else {
            throw tooLarge(at: start)
        }
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
        fault("the repetition is too large", at: start)
    }
}

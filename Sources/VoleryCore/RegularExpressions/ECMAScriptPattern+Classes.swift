/// What an escape or an element of a character class stands for.
enum CharacterSet {
    case scalar(Unicode.Scalar)
    /// Several characters, in RE2's syntax for the inside of a class.
    case many(String)

    var insideClass: String {
        switch self {
        case .scalar(let scalar): "\\x{\(String(scalar.value, radix: 16))}"
        case .many(let text): text
        }
    }

    var outsideClass: String {
        switch self {
        case .scalar: insideClass
        case .many(let text): "[\(text)]"
        }
    }

    /// White space as ECMA-262 counts it.
    static let space = CharacterSet.many(
        "\\t-\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}"
    )
    /// All that is no white space; RE2 can't negate inside a class.
    static let noSpace = CharacterSet.many(
        "\\x{0}-\\x{8}\\x{e}-\\x{1f}!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}"
            + "\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}"
    )
}

extension ECMAScriptPattern {
    /// Reads a class, whose `[` was read.
    mutating func characterClass(at start: Int) throws(RegularExpressionError) -> String {
        let isNegated = input.take("^")
        var content = ""
        while !input.take("]") {
            let element = try classElement(at: start)
            guard input.peek() == "-", input.peek(1) != "]" else {
                content += element.insideClass
                continue
            }
            input.skip()
            let other = try classElement(at: start)
            content += try range(element, other, at: start)
        }
        guard content.isEmpty else { return isNegated ? "[^\(content)]" : "[\(content)]" }
        return isNegated ? "[\\x{0}-\\x{10ffff}]" : "[^\\x{0}-\\x{10ffff}]"
    }

    private mutating func classElement(at start: Int) throws(RegularExpressionError) -> CharacterSet {
        let offset = input.offset
        guard let scalar = input.next() else { throw fault("`[` has no closing `]`", at: start) }
        guard scalar == "\\" else { return .scalar(scalar) }
        if input.take("b") { return .scalar("\u{8}") }
        return try atomEscape(at: offset)
    }

    private func range(
        _ first: CharacterSet,
        _ last: CharacterSet,
        at start: Int
    ) throws(RegularExpressionError) -> String {
        guard case .scalar(let lower) = first, case .scalar(let upper) = last else {
            return first.insideClass + "\\-" + last.insideClass
        }
        guard lower <= upper else { throw fault("`\(lower)-\(upper)` has its ends the wrong way round", at: start) }
        return first.insideClass + "-" + last.insideClass
    }

    /// Reads what follows a backslash, other than `b` and `B`.
    mutating func atomEscape(at start: Int) throws(RegularExpressionError) -> CharacterSet {
        guard let scalar = input.next() else { throw fault("the pattern ends with a single backslash", at: start) }
        switch scalar {
        case "d", "D", "w", "W": return .many("\\\(scalar)")
        case "s": return .space
        case "S": return .noSpace
        case "p", "P": return try property(isNegated: scalar == "P", at: start)
        case "n": return .scalar("\n")
        case "r": return .scalar("\r")
        case "t": return .scalar("\t")
        case "v": return .scalar("\u{B}")
        case "f": return .scalar("\u{C}")
        case "0" where !input.isAtDigit: return .scalar("\0")
        case "c": return .scalar(try control(at: start))
        case "x": return .scalar(try hexadecimal(digits: 2, at: start))
        case "u": return .scalar(try unicode(at: start))
        case "1"..."9", "k": return try backReference(named: scalar == "k", at: start)
        case "0": throw fault("`\\0` can't be followed by a digit", at: start)
        case "a"..."z", "A"..."Z": throw fault("`\\\(scalar)` is no escape of ECMA-262", at: start)
        default: return .scalar(scalar)
        }
    }

    private mutating func backReference(named: Bool, at start: Int) throws(RegularExpressionError) -> CharacterSet {
        guard purpose == .checking else {
            throw fault("back-references can't be matched in linear time", kind: .unsupported, at: start)
        }
        if named {
            guard input.take("<"), input.text(until: ">") != nil else { throw fault("`\\k` needs a name", at: start) }
        } else {
            _ = input.digits()
        }
        return .scalar("x")
    }

    private mutating func control(at start: Int) throws(RegularExpressionError) -> Unicode.Scalar {
        guard let letter = input.next(), letter.isASCII, letter.properties.isAlphabetic else {
            throw fault("`\\c` must be followed by a letter", at: start)
        }
        return Unicode.Scalar(UInt8(letter.value % 32))
    }

    private mutating func hexadecimal(digits: Int, at start: Int) throws(RegularExpressionError) -> Unicode.Scalar {
        guard let value = input.hexadecimal(digits), let scalar = Unicode.Scalar(value) else {
            throw fault("expected \(digits) hexadecimal digits of a character", at: start)
        }
        return scalar
    }

    /// Reads `XXXX`, a surrogate pair of them, or `{X…}`.
    private mutating func unicode(at start: Int) throws(RegularExpressionError) -> Unicode.Scalar {
        if input.take("{") {
            let value = input.hexadecimalUntilBrace()
            guard let scalar = value.flatMap(Unicode.Scalar.init) else {
                throw fault("expected the hexadecimal number of a character in braces", at: start)
            }
            return scalar
        }
        guard let unit = input.hexadecimal(4) else { throw fault("expected four hexadecimal digits", at: start) }
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard input.take("\\"), input.take("u"), let second = input.hexadecimal(4) else {
            throw fault("half of a surrogate pair matches nothing", at: start)
        }
        let units = [unit, second].map { UInt16(truncatingIfNeeded: $0) }
        guard UTF16.isLeadSurrogate(units[0]), UTF16.isTrailSurrogate(units[1]) else {
            throw fault("half of a surrogate pair matches nothing", at: start)
        }
        return UTF16.decode(UTF16.EncodedScalar(units))
    }

    private mutating func property(isNegated: Bool, at start: Int) throws(RegularExpressionError) -> CharacterSet {
        guard input.take("{"), let name = input.text(until: "}") else {
            throw fault("expected a property's name in braces", at: start)
        }
        guard let category = UnicodeProperty.name(inRE2: name) else {
            throw fault("`\(name)` is no Unicode property that is known here", kind: .unsupported, at: start)
        }
        return .many("\\\(isNegated ? "P" : "p"){\(category)}")
    }
}

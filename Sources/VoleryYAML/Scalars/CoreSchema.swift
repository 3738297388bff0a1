/// The core schema of YAML 1.2.2, section 10.3.2: which plain scalars are null, booleans and numbers.
///
/// So `no`, `on`, `yes`, dates, `1_000` and `0b11` are text, `012` is 12 and `0o14` is 12.
enum CoreSchema {
    static func value(of text: String) -> YAMLValue {
        switch text {
        case "", "~", "null", "Null", "NULL": .null
        case "true", "True", "TRUE": .bool(true)
        case "false", "False", "FALSE": .bool(false)
        case ".nan", ".NaN", ".NAN": .float(.nan)
        default: number(text) ?? .text(text)
        }
    }

    private static func number(_ text: String) -> YAMLValue? {
        // Most text ends here: a number begins with a digit, a sign or a point.
        guard let first = text.utf8.first, isDigit(first) || first == point || first == plus || first == minus else {
            return nil
        }
        return integer(text) ?? infinity(text) ?? float(text)
    }

    private static func integer(_ text: String) -> YAMLValue? {
        let unsigned = text.utf8.first == plus || text.utf8.first == minus ? text.dropFirst() : text[...]
        if !unsigned.isEmpty, unsigned.utf8.allSatisfy(isDigit) { return integer(text, digits: text[...], radix: 10) }
        let digits = text.dropFirst(2)
        guard !digits.isEmpty else { return nil }
        if text.hasPrefix("0o"), digits.utf8.allSatisfy({ $0 >= 0x30 && $0 < 0x38 }) {
            return integer(text, digits: digits, radix: 8)
        }
        if text.hasPrefix("0x"), digits.utf8.allSatisfy(isHexadecimalDigit) {
            return integer(text, digits: digits, radix: 16)
        }
        return nil
    }

    private static func integer(_ text: String, digits: Substring, radix: Int) -> YAMLValue {
        Int(digits, radix: radix).map(YAMLValue.integer) ?? .hugeInteger(text)
    }

    private static func infinity(_ text: String) -> YAMLValue? {
        switch text {
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": .float(.infinity)
        case "-.inf", "-.Inf", "-.INF": .float(-.infinity)
        default: nil
        }
    }

    /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`.
    private static func float(_ text: String) -> YAMLValue? {
        var rest = text.utf8[...]
        skipSign(&rest)
        let whole = skipDigits(&rest)
        if rest.first == point {
            rest.removeFirst()
            let fraction = skipDigits(&rest)
            guard whole + fraction > 0 else { return nil }
        } else if whole == 0 {
            return nil
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            skipSign(&rest)
            guard skipDigits(&rest) > 0 else { return nil }
        }
        return rest.isEmpty ? Double(text).map(YAMLValue.float) : nil
    }

    private static func skipSign(_ rest: inout Substring.UTF8View) {
        if rest.first == plus || rest.first == minus { rest.removeFirst() }
    }

    private static func skipDigits(_ rest: inout Substring.UTF8View) -> Int {
        let digits = rest.prefix(while: isDigit).count
        rest.removeFirst(digits)
        return digits
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    private static func isHexadecimalDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
    }

    private static let point = UInt8(ascii: ".")
    private static let plus = UInt8(ascii: "+")
    private static let minus = UInt8(ascii: "-")
}

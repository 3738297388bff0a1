/// Fills the clauses of `format`: `%s %d %f %e %b %o %x %X %%`, the middle two with a precision as in `%.2f`.
struct TextFormatter {
    private let meter: Meter
    private var result = ""
    private var used = 0

    init(_ meter: Meter) {
        self.meter = meter
    }

    mutating func format(_ template: String, _ arguments: CELList) throws(CELError) -> String {
        try meter.chargeText(read: template.utf8.count)
        var rest = template.utf8[...]
        while let mark = rest.firstIndex(of: UInt8(ascii: "%")) {
            try meter.charge(1)
            try append(String(Substring(rest[..<mark])))
            rest = rest[rest.index(after: mark)...]
            if rest.first == UInt8(ascii: "%") {
                rest.removeFirst()
                try append("%")
            } else {
                try fillClause(&rest, arguments)
            }
        }
        try append(String(Substring(rest)))
        return result
    }

    private mutating func append(_ text: String) throws(CELError) {
        try meter.chargeText(made: text.utf8.count)
        try meter.checkText(total: result.utf8.count + text.utf8.count)
        result += text
    }

    private mutating func fillClause(_ rest: inout Substring.UTF8View, _ arguments: CELList) throws(CELError) {
        let precision = try precision(&rest)
        guard let letter = rest.popFirst() else {
            throw CELError(.invalidArgument, "The template of format() ends within a clause; a percent sign is `%%`.")
        }
        let clause = Character(Unicode.Scalar(letter))
        guard "sdfeboxX".contains(clause) else {
            throw CELError(.invalidArgument, "`%\(clause)` is no clause of format(); a percent sign is `%%`.")
        }
        guard used < arguments.count else {
            throw CELError(
                .indexOutOfRange,
                "format() needs a value \(used) for `%\(clause)`, but has \(arguments.count)."
            )
        }
        let value = arguments[used]
        used += 1
        try append(try text(of: value, clause, precision ?? 6))
    }

    private func precision(_ rest: inout Substring.UTF8View) throws(CELError) -> Int? {
        guard rest.first == UInt8(ascii: ".") else { return nil }
        let digits = rest.dropFirst().prefix { $0.isDigit }
        rest = rest.dropFirst(digits.count + 1)
        guard let precision = Int(Substring(digits)), precision <= 1000 else {
            throw CELError(.invalidArgument, "A precision of format() is a number of digits, 1000 at most.")
        }
        return precision
    }

    private func text(of value: CELValue, _ clause: Character, _ precision: Int) throws(CELError) -> String {
        let text: String? =
            switch clause {
            case "s": try value.text(meter)
            case "d": value.decimal
            case "f": value.number.map { DecimalDigits.fixed($0, precision) }
            case "e": value.number.map { DecimalDigits.scientific($0, precision) }
            case "b": value.radix(2)
            case "o": value.radix(8)
            case "x": value.hexadecimal(uppercase: false)
            default: value.hexadecimal(uppercase: true)
            }
        guard let text else {
            throw CELError(.invalidArgument, "`%\(clause)` of format() doesn't take \(value.typeName).")
        }
        return text
    }
}

extension CELValue {
    fileprivate var number: Double? {
        switch self {
        case .int(let int): Double(int)
        case .uint(let uint): Double(uint)
        case .double(let double): double
        default: nil
        }
    }

    fileprivate var decimal: String? {
        switch self {
        case .int, .uint, .double: plainText
        default: nil
        }
    }

    fileprivate func radix(_ radix: Int) -> String? {
        switch self {
        case .int(let int): String(int, radix: radix)
        case .uint(let uint): String(uint, radix: radix)
        case .bool(let bool) where radix == 2: bool ? "1" : "0"
        default: nil
        }
    }

    fileprivate func hexadecimal(uppercase: Bool) -> String? {
        switch self {
        case .int(let int): String(int, radix: 16, uppercase: uppercase)
        case .uint(let uint): String(uint, radix: 16, uppercase: uppercase)
        case .string(let string): Self.hexadecimal(string.utf8, uppercase: uppercase)
        case .bytes(let bytes): Self.hexadecimal(bytes, uppercase: uppercase)
        default: nil
        }
    }

    private static func hexadecimal(_ bytes: some Collection<UInt8>, uppercase: Bool) -> String {
        let digits = Array((uppercase ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension CELTimestamp: CustomStringConvertible {
    /// The time in UTC as RFC 3339 writes it, with as many digits of a second as it has.
    public var description: String {
        let days = seconds.floorDivided(by: 86_400)
        let time = seconds - days * 86_400
        let date = CivilDate(daysSinceEpoch: days)
        let clock = "\(time / 3600, digits: 2):\(time / 60 % 60, digits: 2):\(time % 60, digits: 2)"
        return "\(date.year, digits: 4)-\(date.month, digits: 2)-\(date.day, digits: 2)T\(clock)\(fraction)Z"
    }

    private var fraction: String {
        guard nanoseconds != 0 else { return "" }
        var digits = "\(Int64(nanoseconds), digits: 9)"
        while digits.last == "0" { digits.removeLast() }
        return "." + digits
    }

    /// Reads a time as RFC 3339 writes it, such as `2009-02-13T23:31:30.5+01:00`; nil if it is none or out of range.
    public init?(_ text: String) {
        var reader = DigitReader(text)
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
            let day = reader.number(2), reader.skip("T", "t", " "),
            let hour = reader.number(2), reader.skip(":"), let minute = reader.number(2), reader.skip(":"),
            let second = reader.number(2), let nanoseconds = reader.fraction(), let offset = reader.offset(),
            reader.isAtEnd
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        guard date.isValid, hour < 24, minute < 60, second < 60 else { return nil }
        let local = date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second
        self.init(seconds: local - offset, nanoseconds: nanoseconds)
    }
}

/// Reads numbers of a known width from a text.
private struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func number(_ width: Int) -> Int64? {
        let digits = rest.prefix(width)
        guard digits.count == width, digits.allSatisfy(\.isDigit) else { return nil }
        rest = rest.dropFirst(width)
        return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }

    mutating func skip(_ marks: Unicode.Scalar...) -> Bool {
        guard let first = rest.first, marks.contains(Unicode.Scalar(first)) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// The nanoseconds after the decimal point: 0 if there is no point, nil if no digit follows it.
    mutating func fraction() -> Int32? {
        guard skip(".") else { return 0 }
        let digits = rest.prefix { $0.isDigit }
        guard !digits.isEmpty else { return nil }
        rest = rest.dropFirst(digits.count)
        // Digits behind the ninth are less than a nanosecond.
        let value = digits.prefix(9).reduce(Int32(0)) { $0 * 10 + Int32($1 - UInt8(ascii: "0")) }
        return (min(9, digits.count)..<9).reduce(value) { value, _ in value * 10 }
    }

    /// The seconds that local time is ahead of UTC.
    mutating func offset() -> Int64? {
        if skip("Z", "z") { return 0 }
        let isBehind = rest.first == UInt8(ascii: "-")
        guard skip("+", "-"), let hours = number(2), skip(":"), let minutes = number(2), hours < 24, minutes < 60
        else { return nil }
        return (isBehind ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}

extension DefaultStringInterpolation {
    /// A number with leading zeros up to a width.
    fileprivate mutating func appendInterpolation(_ value: Int64, digits: Int) {
        let text = String(value)
        appendLiteral(String(repeating: "0", count: max(0, digits - text.count)) + text)
    }
}

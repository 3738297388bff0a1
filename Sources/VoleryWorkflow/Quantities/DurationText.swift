/// Reads durations: a number and one of the units `ms`, `s`, `m`, `h`, `d`.
package enum DurationText {
    /// The longest duration.
    package static let longest = Duration.seconds(365 * 24 * 3600)

    private static let units: [(name: String, nanoseconds: UInt)] = [
        ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
        ("d", 86_400_000_000_000),
    ]

    /// The duration that a text stands for.
    package static func duration(_ text: String, mayBeZero: Bool = false) throws(QuantityFault) -> Duration {
        var rest = text.utf8[...]
        guard rest.first != UInt8(ascii: "-") else { throw QuantityFault("a duration can't be negative") }
        guard let number = ExactDecimal(takenFrom: &rest) else { throw unreadable(text) }
        let unit = String(Substring(rest))
        guard !unit.isEmpty else {
            throw QuantityFault("the duration `\(text)` has no unit: ms, s, m, h or d", suggestion: "\(text)s")
        }
        guard let factor = units.first(where: { $0.name == unit })?.nanoseconds else { throw unknownUnit(text, unit) }
        guard let nanoseconds = number.times(factor), .nanoseconds(nanoseconds) <= longest else {
            throw QuantityFault("the duration `\(text)` is too long; at most `365d`")
        }
        guard nanoseconds > 0 || mayBeZero else { throw QuantityFault("the duration has to be longer than zero") }
        return .nanoseconds(nanoseconds)
    }

    private static func unreadable(_ text: String) -> QuantityFault {
        QuantityFault("expected a duration such as `30s`, found `\(text)`")
    }

    private static func unknownUnit(_ text: String, _ unit: String) -> QuantityFault {
        let words = [
            "sec": "s", "secs": "s", "second": "s", "seconds": "s", "min": "m", "mins": "m", "minute": "m",
            "minutes": "m", "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "day": "d", "days": "d",
        ]
        let word = unit.drop { $0 == " " }.lowercased()
        let known = words[word] ?? units.first { $0.name == word }?.name
        let suggestion = known.map { String(text.dropLast(unit.count)) + $0 }
        guard !unit.contains(where: \.isNumber) else {
            return QuantityFault("a duration has one unit: instead of `\(text)` give it in the smallest one")
        }
        return QuantityFault(
            "the duration `\(text)` has an unknown unit; known are ms, s, m, h and d",
            suggestion: suggestion
        )
    }
}

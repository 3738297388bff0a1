internal import VoleryCore

/// Numbers as people read them.
enum Measure {
    /// `0.4s`, `12s`, `3m 05s`, `1h 02m`.
    static func time(_ seconds: Double) -> String {
        let seconds = min(max(0, seconds.isFinite ? seconds : 0), 1e12)
        let tenths = Int((seconds * 10).rounded())
        if tenths < 100 { return "\(tenths / 10).\(tenths % 10)s" }
        let whole = Int(seconds.rounded())
        if whole < 60 { return "\(whole)s" }
        if whole < 3_600 { return "\(whole / 60)m \(twoDigits(whole % 60))s" }
        return "\(whole / 3_600)h \(twoDigits(whole % 3_600 / 60))m"
    }

    /// `14,210`.
    static func count(_ number: Int) -> String {
        var digits = Array(String(number.magnitude))
        var index = digits.count - 3
        while index > 0 {
            digits.insert(",", at: index)
            index -= 3
        }
        return (number < 0 ? "-" : "") + String(digits)
    }

    /// `950`, `14.2k`, `3.1M`.
    static func short(_ number: Int) -> String {
        if number.magnitude < 1_000 { return "\(number)" }
        let (unit, name) = number.magnitude < 999_950 ? (100, "k") : (100_000, "M")
        let tenths = (number + unit / 2) / unit
        return tenths.magnitude >= 1_000 ? "\(tenths / 10)\(name)" : "\(tenths / 10).\(tenths.magnitude % 10)\(name)"
    }

    /// `1 step`, `2 steps`.
    static func count(_ number: Int, _ noun: String) -> String {
        "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension CELDuration: CustomStringConvertible {
    /// The length in seconds, such as `90.5s`.
    public var description: String {
        let magnitude = nanoseconds.magnitude
        let (seconds, fraction) = magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        let sign = nanoseconds < 0 ? "-" : ""
        guard fraction != 0 else { return "\(sign)\(seconds)s" }
        var digits = String(fraction)
        digits = String(repeating: "0", count: 9 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return "\(sign)\(seconds).\(digits)s"
    }

    /// Reads a length such as `1h30m`, `90.5s` or `-250ms` (units h, m, s, ms, us, ns); nil if it is none or out of
    /// range.
    public init?(_ text: String) {
        var rest = text[...].utf8
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        if rest.elementsEqual("0".utf8) {
            self.init(nanoseconds: 0)
            return
        }
        guard !rest.isEmpty else { return nil }
        var total: Int64 = 0
        while !rest.isEmpty {
            guard let part = Self.part(&rest) else { return nil }
            let (sum, overflow) = total.addingReportingOverflow(isNegative ? -part : part)
            guard !overflow else { return nil }
            total = sum
        }
        self.init(nanoseconds: total)
    }

    /// One number with its unit, in nanoseconds.
    private static func part(_ rest: inout Substring.UTF8View) -> Int64? {
        let whole = rest.prefix { $0.isDigit }
        rest = rest.dropFirst(whole.count)
        var fraction = rest.prefix(0)
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix { $0.isDigit }
            rest = rest.dropFirst(fraction.count + 1)
        }
        guard whole.count + fraction.count > 0, let unit = unit(&rest) else { return nil }
        guard let number = whole.isEmpty ? 0 : Int64(Substring(whole)) else { return nil }
        let (nanoseconds, overflow) = number.multipliedReportingOverflow(by: unit)
        let (total, over) = nanoseconds.addingReportingOverflow(share(fraction, of: unit))
        return overflow || over ? nil : total
    }

    /// The part of a unit that the digits after a decimal point stand for.
    private static func share(_ digits: Substring.UTF8View, of unit: Int64) -> Int64 {
        var share: Int64 = 0
        var place = unit
        for digit in digits {
            place /= 10
            share += Int64(digit - UInt8(ascii: "0")) * place
        }
        return share
    }

    private static func unit(_ rest: inout Substring.UTF8View) -> Int64? {
        let letters = rest.prefix { !$0.isDigit && $0 != UInt8(ascii: ".") }
        rest = rest.dropFirst(letters.count)
        switch String(Substring(letters)) {
        case "h": return 3_600_000_000_000
        case "m": return 60_000_000_000
        case "s": return 1_000_000_000
        case "ms": return 1_000_000
        case "us", "µs", "μs": return 1000
        case "ns": return 1
        default: return nil
        }
    }
}

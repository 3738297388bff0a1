/// An amount of money, exact: a whole number of 10⁻¹⁰ US dollars, the unit in which xAI reports what a call cost.
public struct Money: Sendable, Hashable, Comparable, Codable {
    /// The amount in 10⁻¹⁰ US dollars.
    public var ticks: Int

    /// An amount in 10⁻¹⁰ US dollars.
    public init(ticks: Int) {
        self.ticks = ticks
    }

    /// An amount in US dollars, rounded to the nearest tick; what is too large for it counts as the largest amount.
    public init(dollars: Double) {
        let ticks = (dollars * 1e10).rounded()
        self.ticks = Int(exactly: ticks) ?? (ticks > 0 ? .max : 0)
    }

    /// No money.
    public static let zero = Money(ticks: 0)

    /// The amount in US dollars.
    public var dollars: Double { Double(ticks) / 1e10 }

    /// The sum; never overflows.
    public static func + (lhs: Money, rhs: Money) -> Money {
        let (sum, overflow) = lhs.ticks.addingReportingOverflow(rhs.ticks)
        return Money(ticks: overflow ? .max : sum)
    }

    /// The difference; may be below zero.
    public static func - (lhs: Money, rhs: Money) -> Money { Money(ticks: lhs.ticks - rhs.ticks) }

    /// Whether one amount is smaller than another.
    public static func < (lhs: Money, rhs: Money) -> Bool { lhs.ticks < rhs.ticks }
}

extension Money: CustomStringConvertible {
    /// `$0.50`, `$12.00`; below a cent as many digits as show the first two that count: `$0.0012`.
    public var description: String {
        let cent = 100_000_000
        if ticks == 0 || ticks.magnitude >= cent {
            let cents = (ticks + (ticks < 0 ? -cent / 2 : cent / 2)) / cent
            let rest = String(cents.magnitude % 100)
            return "\(ticks < 0 ? "-" : "")$\(cents.magnitude / 100).\(rest.count < 2 ? "0" : "")\(rest)"
        }
        let digits = String(ticks.magnitude)
        let fraction = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
        let leading = fraction.prefix { $0 == "0" }.count
        return "\(ticks < 0 ? "-" : "")$0.\(fraction.prefix(leading + 2))"
    }
}

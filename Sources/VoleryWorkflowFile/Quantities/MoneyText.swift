import VoleryCore
import VoleryWorkflow

/// Reads amounts of money: `$` and a decimal number, exact to 10⁻¹⁰ dollars.
enum MoneyText {
    private static let ticksPerDollar: UInt = 10_000_000_000
    /// The most that can be written: a hundred million dollars.
    private static let most = 100_000_000

    /// The amount that a text stands for.
    static func money(_ text: String) throws(QuantityFault) -> Money {
        var rest = text.utf8[...]
        let hasSign = rest.first == UInt8(ascii: "$")
        if hasSign { rest.removeFirst() }
        guard rest.first != UInt8(ascii: "-"), !text.hasPrefix("-") else {
            throw QuantityFault("an amount of money can't be negative")
        }
        guard let number = ExactDecimal(takenFrom: &rest), rest.isEmpty else {
            throw QuantityFault("expected \(Quantity.money.words), found `\(text)`")
        }
        guard hasSign else {
            throw QuantityFault("the amount `\(text)` has no currency; US dollars have a `$`", suggestion: "$\(text)")
        }
        guard let ticks = number.times(ticksPerDollar) else {
            throw QuantityFault("the amount `\(text)` is too large, or has more than ten decimals")
        }
        guard ticks / most <= Int(ticksPerDollar) else { throw QuantityFault("the amount `\(text)` is too large") }
        return Money(ticks: ticks)
    }
}

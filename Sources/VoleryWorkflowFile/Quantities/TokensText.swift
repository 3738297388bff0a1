import VoleryWorkflow

/// Reads numbers of tokens: a number, with `k` for a thousand and `M` for a million.
enum TokensText {
    private static let most = 1_000_000_000_000

    /// The number that a text stands for.
    static func tokens(_ text: String) throws(QuantityFault) -> Int {
        var rest = text.utf8[...]
        guard rest.first != UInt8(ascii: "-") else { throw QuantityFault("a number of tokens can't be negative") }
        guard let number = ExactDecimal(takenFrom: &rest) else {
            throw QuantityFault("expected \(Quantity.tokens.words), found `\(text)`")
        }
        let unit = String(Substring(rest))
        guard let factor: UInt = ["": 1, "k": 1_000, "M": 1_000_000][unit] else {
            let known = ["K": "k", "m": "M", "mio": "M"][unit].map { String(text.dropLast(unit.count)) + $0 }
            throw QuantityFault(
                "the number of tokens `\(text)` has an unknown unit; `k` is 1,000 and `M` 1,000,000",
                suggestion: known
            )
        }
        guard let tokens = number.times(factor) else {
            throw QuantityFault("`\(text)` is no whole number of tokens, or too large")
        }
        guard tokens > 0 else { throw QuantityFault("the number of tokens has to be above zero") }
        guard tokens <= most else { throw QuantityFault("the number of tokens `\(text)` is too large") }
        return tokens
    }
}

/// A decimal number of up to 18 digits, exact.
package struct ExactDecimal {
    private var digits: UInt = 0
    private var scale = 0

    /// Takes a number off the front of a text; `nil` if there is none or it has too many digits.
    package init?(takenFrom text: inout Substring.UTF8View) {
        let whole = text.prefix(while: Self.isDigit)
        text.removeFirst(whole.count)
        guard !whole.isEmpty else { return nil }
        var all = Array(whole)
        if text.first == UInt8(ascii: "."), let next = text.dropFirst().first, Self.isDigit(next) {
            let fraction = text.dropFirst().prefix(while: Self.isDigit)
            text.removeFirst(fraction.count + 1)
            all += fraction
            scale = fraction.count
        }
        let significant = all.drop { $0 == 0x30 }
        guard significant.count <= 18, scale <= 18 else { return nil }
        digits = significant.reduce(0) { $0 * 10 + UInt($1 & 0xF) }
    }

    /// The number times a factor; `nil` if that is no whole number or too large.
    package func times(_ factor: UInt) -> Int? {
        let divisor = (0..<scale).reduce(UInt(1)) { power, _ in power * 10 }
        let product = digits.multipliedFullWidth(by: factor)
        guard product.high < divisor else { return nil }
        let (quotient, rest) = divisor.dividingFullWidth(product)
        return rest == 0 ? Int(exactly: quotient) : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}

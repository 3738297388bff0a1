/// A number as it's written, for exact remainders: 0.0075 is a multiple of 0.0001, although no double says so.
struct DecimalNumber: Sendable {
    private let digits: UInt64
    private let exponent: Int

    /// The number in its shortest decimal form; `nil` if the value is no number.
    init?(_ value: JSONValue) {
        switch value {
        case .int(let number): self.init(digits: UInt64(number.magnitude), exponent: 0)
        case .double(let number): self.init(number.magnitude.description)
        default: return nil
        }
    }

    private init(digits: UInt64, exponent: Int) {
        self.digits = digits
        self.exponent = exponent
    }

    private init?(_ text: String) {
        let parts = text.split(separator: "e")
        guard let mantissa = parts.first, let exponent = parts.count > 1 ? Int(parts[1]) : 0 else { return nil }
        let halves = mantissa.split(separator: ".")
        let fraction = halves.count > 1 && halves[1] != "0" ? halves[1] : ""
        guard let digits = UInt64(halves[0] + fraction) else { return nil }
        self.init(digits: digits, exponent: exponent - fraction.utf8.count)
    }

    /// Whether this is a whole number of times another, which isn't zero.
    func isMultiple(of other: DecimalNumber) -> Bool {
        guard digits != 0 else { return true }
        guard other.digits != 0 else { return false }
        let shift = exponent - other.exponent
        let divisor = UInt128(other.digits)
        guard shift < 0 else {
            return Self.powerOfTen(shift, modulo: divisor) * (UInt128(digits) % divisor) % divisor == 0
        }
        // The divisor grows instead; once it's larger than the digits there's no multiple but zero.
        var scaled = divisor
        for _ in 0..<(-shift) {
            scaled *= 10
            if scaled > UInt128(digits) { return false }
        }
        return UInt128(digits) % scaled == 0
    }

    /// So many times this number, as the double nearest to the exact product.
    func multiplied(by factor: Int) -> Double? {
        let (product, isTooLarge) = digits.multipliedReportingOverflow(by: UInt64(factor.magnitude))
        guard !isTooLarge else { return nil }
        return Double("\(factor < 0 ? "-" : "")\(product)e\(exponent)").flatMap { $0.isFinite ? $0 : nil }
    }

    private static func powerOfTen(_ exponent: Int, modulo divisor: UInt128) -> UInt128 {
        var power = 1 % divisor
        for _ in 0..<exponent { power = power * 10 % divisor }
        return power
    }
}

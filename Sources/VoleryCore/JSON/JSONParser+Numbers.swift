extension JSONParser {
    /// A number's digits without sign, point and exponent, as far as they fit.
    private struct Digits {
        var magnitude: UInt64 = 0
        var count = 0
        var overflow = false

        @inline(__always)
        mutating func add(_ digit: UInt8) {
            let (tens, carry) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, excess) = tens.addingReportingOverflow(UInt64(digit))
            magnitude = sum
            overflow = overflow || carry || excess
            count += 1
        }
    }

    /// Reads a number, whose first byte, a digit or a minus, is the next one.
    mutating func number() throws(JSONFault) -> JSONValue {
        let start = position
        let isNegative = take(UInt8(ascii: "-"))
        var digits = Digits()
        try integerPart(&digits)
        let next = peek() | 0x20
        guard next == UInt8(ascii: "e") || peek() == UInt8(ascii: ".") else {
            return try integer(digits, isNegative: isNegative, from: start)
        }
        let fraction = try fractionPart(&digits)
        let exponent = try exponentPart()
        return .double(try double(digits, isNegative: isNegative, exponent: exponent - fraction, from: start))
    }

    private mutating func integerPart(_ digits: inout Digits) throws(JSONFault) {
        let start = position
        try read(&digits)
        let isPadded = position > start + 1 && bytes[start] == UInt8(ascii: "0")
        guard !isPadded else { throw JSONFault(.leadingZero, at: start) }
    }

    /// Reads what follows the point, if there is one, and returns how many digits that is.
    private mutating func fractionPart(_ digits: inout Digits) throws(JSONFault) -> Int {
        guard take(UInt8(ascii: ".")) else { return 0 }
        let start = position
        try read(&digits)
        return position - start
    }

    private mutating func read(_ digits: inout Digits) throws(JSONFault) {
        let start = position
        while case let digit = peek() &- UInt8(ascii: "0"), digit < 10 {
            digits.add(digit)
            position += 1
        }
        guard position > start else { throw JSONFault(.digit, at: position) }
    }

    /// Reads an exponent, if there is one; a huge one is as good as a million.
    private mutating func exponentPart() throws(JSONFault) -> Int {
        guard peek() | 0x20 == UInt8(ascii: "e") else { return 0 }
        position += 1
        let isNegative = peek() == UInt8(ascii: "-")
        if isNegative || peek() == UInt8(ascii: "+") { position += 1 }
        var digits = Digits()
        try read(&digits)
        let exponent = digits.overflow ? 1_000_000 : Int(min(digits.magnitude, 1_000_000))
        return isNegative ? -exponent : exponent
    }

    private func integer(_ digits: Digits, isNegative: Bool, from start: Int) throws(JSONFault) -> JSONValue {
        if !digits.overflow {
            if !isNegative, let value = Int(exactly: digits.magnitude) { return .int(value) }
            if isNegative, digits.magnitude <= Int.min.magnitude {
                return .int(Int(truncatingIfNeeded: 0 &- digits.magnitude))
            }
        }
        guard options.largeIntegers == .round else { throw JSONFault(.integerRange, at: start) }
        return .double(try slowDouble(from: start))
    }

    /// Finds the nearest double.
    ///
    /// Where digits and power of ten are exact doubles, one operation rounds correctly.
    private func double(
        _ digits: Digits,
        isNegative: Bool,
        exponent: Int,
        from start: Int
    ) throws(JSONFault) -> Double {
        guard !digits.overflow, digits.magnitude <= 1 << 53, Self.powersOfTen.indices.contains(abs(exponent)) else {
            return try slowDouble(from: start)
        }
        let power = Self.powersOfTen[abs(exponent)]
        let magnitude = exponent < 0 ? Double(digits.magnitude) / power : Double(digits.magnitude) * power
        return isNegative ? -magnitude : magnitude
    }

    private func slowDouble(from start: Int) throws(JSONFault) -> Double {
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let value = Double(text), value.isFinite else { throw JSONFault(.doubleRange, at: start) }
        return value
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}

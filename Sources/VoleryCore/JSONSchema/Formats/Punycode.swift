/// The encoding of labels in ASCII (RFC 3492).
enum Punycode {
    private static let base = 36
    private static let delimiter: Unicode.Scalar = "-"

    static func decoded(_ code: [Unicode.Scalar]) -> [Unicode.Scalar]? {
        let split = code.lastIndex(of: delimiter)
        var output = Array(code[..<(split ?? 0)])
        var rest = code[(split.map { $0 + 1 } ?? 0)...]
        guard !rest.isEmpty, output.count + rest.count <= 63 else { return nil }
        var (number, position, bias) = (128, 0, 72)
        while !rest.isEmpty {
            let before = position
            guard let delta = integer(&rest, bias: bias) else { return nil }
            position += delta
            let count = output.count + 1
            bias = adapted(position - before, count: count, isFirst: before == 0)
            number += position / count
            position %= count
            guard let scalar = UInt32(exactly: number).flatMap(Unicode.Scalar.init) else { return nil }
            output.insert(scalar, at: position)
            position += 1
        }
        return output
    }

    /// Reads a number of variable length.
    private static func integer(_ rest: inout ArraySlice<Unicode.Scalar>, bias: Int) -> Int? {
        var (result, weight, step) = (0, 1, base)
        while let digit = rest.popFirst().flatMap(digit) {
            result += digit * weight
            guard result < 0x7FFF_FFFF else { return nil }
            let threshold = min(max(step - bias, 1), 26)
            if digit < threshold { return result }
            weight *= base - threshold
            step += base
            guard weight < 0x7FFF_FFFF else { return nil }
        }
        return nil
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int? {
        guard scalar.isASCII else { return nil }
        let byte = UInt8(scalar.value)
        if byte.isLetter { return Int(byte | 0x20) - 97 }
        return byte.isDigit ? Int(byte) - 48 + 26 : nil
    }

    static func encoded(_ label: [Unicode.Scalar]) -> [Unicode.Scalar]? {
        guard label.count <= 63 else { return nil }
        var output = label.filter(\.isASCII)
        let basic = output.count
        var (number, delta, bias, done) = (128, 0, 72, basic)
        if basic > 0 { output.append(delimiter) }
        while done < label.count {
            guard let next = label.lazy.map({ Int($0.value) }).filter({ $0 >= number }).min() else { return nil }
            delta += (next - number) * (done + 1)
            number = next
            for scalar in label {
                if scalar.value < number { delta += 1 }
                guard scalar.value == number else { continue }
                output += digits(of: delta, bias: bias)
                bias = adapted(delta, count: done + 1, isFirst: done == basic)
                delta = 0
                done += 1
            }
            delta += 1
            number += 1
        }
        return output
    }

    private static func digits(of number: Int, bias: Int) -> [Unicode.Scalar] {
        var (rest, step) = (number, base)
        var output: [Unicode.Scalar] = []
        while true {
            let threshold = min(max(step - bias, 1), 26)
            guard rest >= threshold else { break }
            output.append(letter(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            step += base
        }
        return output + [letter(rest)]
    }

    private static func letter(_ digit: Int) -> Unicode.Scalar {
        Unicode.Scalar(UInt8(truncatingIfNeeded: digit < 26 ? digit + 97 : digit - 26 + 48))
    }

    private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var bias = 0
        while delta > 455 {
            delta /= 35
            bias += base
        }
        return bias + 36 * delta / (delta + 38)
    }
}

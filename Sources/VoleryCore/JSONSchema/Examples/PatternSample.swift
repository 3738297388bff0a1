/// Makes up a text that a simple pattern of ECMA-262 matches: literals, classes, groups, alternatives, repetitions.
///
/// What it doesn't know it takes literally, and who uses the text must check it.
struct PatternSample {
    private var input: ScalarReader
    private var numbers: SeededNumbers
    /// How often what may repeat does so beyond its minimum.
    private let extra: Int
    /// How many atoms were read; nested repetitions of nothing would take for ever.
    private var steps = 0

    private static let maxScalars = 10_000
    private static let maxSteps = 20_000

    /// A text that probably matches, with about as many characters as asked for.
    static func make(for pattern: String, minLength: Int, _ numbers: inout SeededNumbers) -> String? {
        var seed = SeededNumbers(seed: numbers.next())
        for extra in [0, 1, minLength, numbers.below(8), max(0, minLength - 1), max(0, minLength / 2)] {
            var sample = PatternSample(
                input: ScalarReader(pattern),
                numbers: SeededNumbers(seed: seed.next()),
                extra: extra
            )
            guard let text = sample.alternatives(depth: 0), text.count >= minLength else { continue }
            let result = String(String.UnicodeScalarView(text))
            if (try? RegularExpression(ecmaScript: pattern))?.matches(result) == true { return result }
        }
        return nil
    }

    private init(input: ScalarReader, numbers: SeededNumbers, extra: Int) {
        self.input = input
        self.numbers = numbers
        self.extra = extra
    }

    /// Reads alternatives up to a closing parenthesis or the end, and chooses one.
    private mutating func alternatives(depth: Int) -> [Unicode.Scalar]? {
        guard depth < 50 else { return nil }
        var all: [[Unicode.Scalar]] = [[]]
        while let scalar = input.peek(), scalar != ")" {
            if input.take("|") {
                all.append([])
                continue
            }
            guard let piece = piece(depth: depth) else { return nil }
            all[all.count - 1] += piece
            guard all[all.count - 1].count <= Self.maxScalars else { return nil }
        }
        return all[numbers.below(all.count)]
    }

    /// Reads something and how often it repeats.
    private mutating func piece(depth: Int) -> [Unicode.Scalar]? {
        let before = input
        guard let first = atom(depth: depth) else { return nil }
        guard let count = repetition() else { return first }
        let rest = input
        var text: [Unicode.Scalar] = []
        for _ in 0..<count {
            input = before
            guard let again = atom(depth: depth) else { return nil }
            text += again
            guard text.count <= Self.maxScalars else { return nil }
        }
        input = rest
        return text
    }

    private mutating func atom(depth: Int) -> [Unicode.Scalar]? {
        steps += 1
        guard steps < Self.maxSteps else { return nil }
        guard let scalar = input.next() else { return [] }
        switch scalar {
        case "^", "$": return []
        case ".": return [letter()]
        case "[": return characterClass()
        case "\\": return escape().map { $0.isEmpty ? [] : [$0[numbers.below($0.count)]] }
        case "(":
            guard openGroup(), let text = alternatives(depth: depth + 1), input.take(")") else { return nil }
            return text
        default: return [scalar]
        }
    }

    /// Reads what marks the kind of a group; look-around can't be made up.
    private mutating func openGroup() -> Bool {
        guard input.take("?") else { return true }
        if input.take(":") { return true }
        return input.take("<") && !input.isAt("=") && !input.isAt("!") && input.text(until: ">") != nil
    }

    /// Reads a quantifier and says how often to repeat; nil if there is none.
    private mutating func repetition() -> Int? {
        let count: Int
        if input.take("*") {
            count = extra
        } else if input.take("+") {
            count = 1 + extra
        } else if input.take("?") {
            count = min(1, extra)
        } else {
            var ahead = input
            guard ahead.take("{"), let lower = ahead.digits().flatMap({ Int($0) }) else { return nil }
            let upper = ahead.take(",") ? ahead.digits().map { Int($0) ?? lower } ?? .max : lower
            guard ahead.take("}"), lower <= Self.maxScalars else { return nil }
            input = ahead
            count = min(max(lower, upper), lower + extra)
        }
        _ = input.take("?")
        return count
    }

    private mutating func letter() -> Unicode.Scalar {
        Unicode.Scalar(UInt8(97 + numbers.below(26)))
    }
}

extension PatternSample {
    private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".unicodeScalars)
    private static let digits = Array("0123456789".unicodeScalars)
    private static let marks = Array("_- .,:;/@#!%&+=*".unicodeScalars)

    /// Reads what follows a backslash: the scalars that it may stand for.
    private mutating func escape() -> [Unicode.Scalar]? {
        guard let scalar = input.next() else { return nil }
        switch scalar {
        case "d": return Self.digits
        case "w": return Self.letters + Self.digits + ["_"]
        case "s": return [" "]
        case "D", "S": return Self.letters
        case "W": return ["-", "."]
        case "b", "B": return []
        case "n": return ["\n"]
        case "r": return ["\r"]
        case "t": return ["\t"]
        case "p", "P":
            guard input.take("{"), let name = input.text(until: "}") else { return nil }
            return name.hasPrefix("N") || name == "digit" ? Self.digits : Self.letters
        case "u": return input.hexadecimal(4).flatMap(Unicode.Scalar.init).map { [$0] }
        case "x": return input.hexadecimal(2).flatMap(Unicode.Scalar.init).map { [$0] }
        default: return scalar.properties.isAlphabetic ? nil : [scalar]
        }
    }

    /// Reads a class and picks one scalar of it.
    private mutating func characterClass() -> [Unicode.Scalar]? {
        let isNegated = input.take("^")
        var members: [Unicode.Scalar] = []
        while let scalar = input.next() {
            if scalar == "]" { break }
            guard let element = scalar == "\\" ? escape() : [scalar] else { return nil }
            if element.count == 1, input.peek() == "-", let end = input.peek(1), end != "]", end != "\\" {
                input.skip()
                input.skip()
                members += Self.range(element[0], end)
            } else {
                members += element
            }
        }
        guard isNegated else { return members.isEmpty ? nil : [members[numbers.below(members.count)]] }
        let excluded = Set(members)
        let others = (Self.letters + Self.digits + Self.marks).filter { !excluded.contains($0) }
        return others.isEmpty ? nil : [others[numbers.below(others.count)]]
    }

    /// The first scalars of a range.
    private static func range(_ first: Unicode.Scalar, _ last: Unicode.Scalar) -> [Unicode.Scalar] {
        guard first.value <= last.value else { return [] }
        return (first.value...min(last.value, first.value + 127)).compactMap { Unicode.Scalar($0) }
    }
}

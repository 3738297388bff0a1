extension SchemaExample {
    /// An integer near the lower bound, or near the upper one, or a small one.
    mutating func integer(of shape: SchemaShape) -> JSONValue? {
        let lowest = shape.bounds.lower.flatMap { Self.wholeNumber(atLeast: $0.value, isOpen: $0.isOpen) }
        let highest = shape.bounds.upper.flatMap { Self.wholeNumber(atMost: $0.value, isOpen: $0.isOpen) }
        let step = max(1, shape.multiples.compactMap(\.written.intValue).map(abs).max() ?? 1)
        var first = lowest ?? min(1, highest ?? 1)
        let rest = first % step
        if rest != 0 { first = first &+ (rest > 0 ? step - rest : -rest) }
        let last = highest ?? .max
        guard first <= last else { return nil }
        let room = last.subtractingReportingOverflow(first)
        let steps = room.overflow ? 9 : min(9, room.partialValue / step)
        return .int(first &+ step &* numbers.below(steps + 1))
    }

    private static func wholeNumber(atLeast bound: JSONValue, isOpen: Bool) -> Int? {
        if let integer = bound.intValue { return isOpen ? integer.addingReportingOverflow(1).partialValue : integer }
        return bound.doubleValue.flatMap { Int(exactly: $0.rounded(.up)) }
    }

    private static func wholeNumber(atMost bound: JSONValue, isOpen: Bool) -> Int? {
        if let integer = bound.intValue {
            return isOpen ? integer.subtractingReportingOverflow(1).partialValue : integer
        }
        return bound.doubleValue.flatMap { Int(exactly: $0.rounded(.down)) }
    }

    /// A whole number if one fits, else something between the bounds.
    mutating func number(of shape: SchemaShape) -> JSONValue? {
        let isWhole = shape.multiples.allSatisfy { $0.written.intValue != nil }
        if isWhole, let integer = integer(of: shape) { return integer }
        let lower = shape.bounds.lower?.value.doubleValue
        let upper = shape.bounds.upper?.value.doubleValue
        if let multiple = shape.multiples.last {
            let start = lower ?? min(0, upper ?? 0)
            let size = multiple.written.doubleValue ?? 1
            let count = (start / size).rounded(.up) + (shape.bounds.lower?.isOpen == true ? 1 : 0)
            guard let factor = Int(exactly: count) else { return nil }
            return multiple.decimal.multiplied(by: factor).map { .double($0) }
        }
        switch (lower, upper) {
        case (let lower?, let upper?): return .double(lower + (upper - lower) / 2)
        case (let lower?, nil): return .double(lower + 0.5)
        case (nil, let upper?): return .double(upper - 0.5)
        case (nil, nil): return .double(0.5)
        }
    }
}

extension SchemaExample {
    /// A text in the format, or one that the pattern matches, or a word, as long as it must be.
    mutating func string(of shape: SchemaShape, attempt: Int) -> String? {
        guard shape.minLength <= min(shape.maxLength, Self.maxLength) else { return nil }
        if let format = shape.format, attempt < 4 { return format.sample(numbers.below(1_000)) }
        if let pattern = shape.patterns.first {
            let sample = PatternSample.make(for: pattern.pattern, minLength: shape.minLength, &numbers)
            // It tried hard already.
            if sample == nil { budget -= 1_000 }
            return sample
        }
        let words = ["example", "sample", "text", "value", "word"]
        var text = words[numbers.below(words.count)]
        if attempt > 0 || shape.isUnique { text += String(numbers.below(10_000)) }
        while text.utf8.count < shape.minLength { text += " " + words[numbers.below(words.count)] }
        return String(text.prefix(shape.maxLength))
    }

    private static let maxLength = 100_000
}

extension StringFormat {
    /// One of many texts in the format, for lists whose elements must differ.
    func sample(_ variant: Int) -> String {
        let number = String(variant)
        let twoDigits = String(variant % 28 + 101).dropFirst()
        switch self {
        case .dateTime: return "2024-01-\(twoDigits)T12:00:00Z"
        case .date: return "2024-01-\(twoDigits)"
        case .time: return "12:00:\(twoDigits)Z"
        case .duration: return "PT\(number)M"
        case .email, .idnEmail: return "someone\(number)@example.com"
        case .hostname, .idnHostname: return "host\(number).example.com"
        case .ipv4: return "192.0.2.\(variant % 256)"
        case .ipv6: return "2001:db8::\(String(variant, radix: 16))"
        case .uri, .iri: return "https://example.com/\(number)"
        case .uriReference, .iriReference, .jsonPointer, .uriTemplate: return "/path\(number)"
        case .uuid: return "123e4567-e89b-42d3-a456-" + String(variant + 426_614_174_000)
        case .relativeJSONPointer: return number
        case .regex: return "^[a-z]{\(number)}$"
        }
    }
}

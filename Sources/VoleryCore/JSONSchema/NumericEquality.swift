/// A value compared as JSON Schema does: numbers by what they are worth, so that `1` equals `1.0`.
struct NumericEquality: Sendable, Hashable {
    let value: JSONValue

    init(_ value: JSONValue) {
        self.value = Self.normalized(value)
    }

    /// The same value with an integer for each whole number.
    private static func normalized(_ value: JSONValue) -> JSONValue {
        switch value {
        case .double(let number): return Int(exactly: number).map(JSONValue.int) ?? value
        case .array(let elements): return .array(elements.map(normalized))
        case .object(let members):
            var copy = JSONObject()
            for (key, member) in members { copy[key] = normalized(member) }
            return .object(copy)
        default: return value
        }
    }
}

extension JSONValue {
    /// Whether two numbers are in order, told exactly also where a double can't hold the integer.
    ///
    /// - Returns: Negative if this is less, 0 if they're equal, positive if this is more; `nil` if one is no number.
    func order(to other: JSONValue) -> Int? {
        switch (self, other) {
        case (.int(let left), .int(let right)): left < right ? -1 : left > right ? 1 : 0
        case (.double(let left), .double(let right)): left < right ? -1 : left > right ? 1 : 0
        case (.int(let left), .double(let right)): Self.order(left, right)
        case (.double(let left), .int(let right)): -Self.order(right, left)
        default: nil
        }
    }

    private static func order(_ integer: Int, _ double: Double) -> Int {
        if double >= 0x1p63 { return -1 }
        if double < -0x1p63 { return 1 }
        let floor = double.rounded(.down)
        let whole = Int(floor)
        if integer != whole { return integer < whole ? -1 : 1 }
        return double > floor ? -1 : 0
    }
}

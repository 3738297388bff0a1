import VoleryCore

extension CELValue: Equatable {
    /// Whether two values are equal as the language's `==` has it: numbers by value, whatever their types.
    ///
    /// Values that are too large to compare, and maps of a host that raise an error, are not equal.
    public static func == (lhs: CELValue, rhs: CELValue) -> Bool {
        (try? lhs.isEqual(to: rhs, Meter(CELLimits()))) ?? false
    }

    func isEqual(to other: CELValue, _ meter: Meter) throws(CELError) -> Bool {
        switch (self, other) {
        case (.string(let left), .string(let right)):
            try meter.chargeText(read: left.utf8.count)
            return left.isByteForByte(right)
        case (.bool(let left), .bool(let right)): return left == right
        case (.null, .null): return true
        case (.bytes(let left), .bytes(let right)):
            try meter.chargeText(read: left.count)
            return left == right
        case (.list(let left), .list(let right)): return try left.isEqual(to: right, meter)
        case (.map(let left), .map(let right)): return try left.isEqual(to: right, meter)
        case (.type(let left), .type(let right)): return left == right
        case (.timestamp(let left), .timestamp(let right)): return left == right
        case (.duration(let left), .duration(let right)): return left == right
        case (.optional(nil), .optional(nil)): return true
        case (.optional(let left?), .optional(let right?)): return try left.isEqual(to: right, meter)
        default: return numericOrder(to: other) == .same
        }
    }
}

extension CELList {
    fileprivate func isEqual(to other: CELList, _ meter: Meter) throws(CELError) -> Bool {
        guard count == other.count else { return false }
        for index in indices {
            try meter.charge(1)
            guard try self[index].isEqual(to: other[index], meter) else { return false }
        }
        return true
    }
}

extension CELMap {
    fileprivate func isEqual(to other: CELMap, _ meter: Meter) throws(CELError) -> Bool {
        guard count == other.count else { return false }
        try meter.charge(count)
        for key in keys {
            try meter.charge(6)
            guard let left = try value(for: key), let right = try other.value(for: key) else { return false }
            guard try left.isEqual(to: right, meter) else { return false }
        }
        return true
    }
}

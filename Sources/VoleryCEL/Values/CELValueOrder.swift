/// How one value stands to another in an order.
enum ValueOrder {
    case before, same, after
    /// One of them is not a number.
    case unordered
}

extension CELValue {
    /// The order of two values, or nil if their types have none.
    func order(to other: CELValue, _ meter: Meter) throws(CELError) -> ValueOrder? {
        switch (self, other) {
        case (.int(let left), .int(let right)): return ValueOrder(left, right)
        case (.string(let left), .string(let right)):
            try meter.chargeText(read: Swift.min(left.utf8.count, right.utf8.count))
            return ValueOrder(left.compareBytes(with: right), 0)
        case (.bytes(let left), .bytes(let right)):
            try meter.chargeText(read: Swift.min(left.count, right.count))
            if left == right { return .same }
            return left.lexicographicallyPrecedes(right) ? .before : .after
        case (.bool(let left), .bool(let right)): return ValueOrder(left ? 1 : 0, right ? 1 : 0)
        case (.timestamp(let left), .timestamp(let right)): return ValueOrder(left, right)
        case (.duration(let left), .duration(let right)): return ValueOrder(left, right)
        default: return numericOrder(to: other)
        }
    }

    /// The order of two numbers of whatever types, or nil if one is no number.
    ///
    /// An integer beside a double is rounded to a double unless the double is beyond all integers of its type.
    func numericOrder(to other: CELValue) -> ValueOrder? {
        switch (self, other) {
        case (.int(let left), .int(let right)): ValueOrder(left, right)
        case (.uint(let left), .uint(let right)): ValueOrder(left, right)
        case (.double(let left), .double(let right)): ValueOrder(left, right)
        case (.int(let left), .uint(let right)): left < 0 ? .before : ValueOrder(UInt64(left), right)
        case (.uint(let left), .int(let right)): right < 0 ? .after : ValueOrder(left, UInt64(right))
        case (.int(let left), .double(let right)): Self.order(left, right)
        case (.double(let left), .int(let right)): Self.order(right, left).reversed
        case (.uint(let left), .double(let right)): Self.order(left, right)
        case (.double(let left), .uint(let right)): Self.order(right, left).reversed
        default: nil
        }
    }

    private static func order<Integer: FixedWidthInteger>(_ left: Integer, _ right: Double) -> ValueOrder {
        if right < Double(Integer.min) { return .after }
        if right > Double(Integer.max) { return .before }
        return ValueOrder(Double(left), right)
    }
}

extension ValueOrder {
    init<Value: Comparable>(_ left: Value, _ right: Value) {
        if left < right {
            self = .before
        } else if left > right {
            self = .after
        } else {
            self = left == right ? .same : .unordered
        }
    }

    var reversed: ValueOrder {
        switch self {
        case .before: .after
        case .after: .before
        case .same, .unordered: self
        }
    }
}

/// `+`, `-`, `*`, `/` and `%` of two values.
enum Arithmetic {
    static func apply(
        _ operation: CELExpression.BinaryOperator,
        _ left: CELValue,
        _ right: CELValue,
        _ meter: Meter
    ) throws(CELError) -> CELValue {
        switch (left, right) {
        case (.int(let first), .int(let second)): return .int(try integer(operation, first, second))
        case (.uint(let first), .uint(let second)): return .uint(try integer(operation, first, second))
        case (.double(let first), .double(let second)):
            if let result = double(operation, first, second) { return .double(result) }
        default:
            if operation == .add, let result = try joined(left, right, meter) { return result }
            if let result = try time(operation, left, right) { return result }
        }
        throw CELError.noOperator(operation.rawValue, left, right)
    }

    private static func integer<Integer: FixedWidthInteger>(
        _ operation: CELExpression.BinaryOperator,
        _ left: Integer,
        _ right: Integer
    ) throws(CELError) -> Integer {
        let (result, overflow): (Integer, Bool)
        switch operation {
        case .add: (result, overflow) = left.addingReportingOverflow(right)
        case .subtract: (result, overflow) = left.subtractingReportingOverflow(right)
        case .multiply: (result, overflow) = left.multipliedReportingOverflow(by: right)
        default:
            guard right != 0 else {
                throw CELError(.divideByZero, operation == .divide ? "Division by zero." : "Remainder by zero.")
            }
            (result, overflow) =
                operation == .divide
                ? left.dividedReportingOverflow(by: right) : left.remainderReportingOverflow(dividingBy: right)
        }
        guard !overflow else {
            let type = Integer.isSigned ? "int" : "uint"
            throw CELError(.overflow, "\(left) \(operation.rawValue) \(right) is out of range for \(type).")
        }
        return result
    }

    private static func double(
        _ operation: CELExpression.BinaryOperator,
        _ left: Double,
        _ right: Double
    ) -> Double? {
        switch operation {
        case .add: left + right
        case .subtract: left - right
        case .multiply: left * right
        case .divide: left / right
        default: nil
        }
    }

    private static func joined(
        _ left: CELValue,
        _ right: CELValue,
        _ meter: Meter
    ) throws(CELError) -> CELValue? {
        switch (left, right) {
        case (.string(let first), .string(let second)):
            try meter.chargeText(made: first.utf8.count + second.utf8.count)
            return .string(first + second)
        case (.bytes(let first), .bytes(let second)):
            try meter.chargeText(made: first.count + second.count)
            return .bytes(first + second)
        case (.list(let first), .list(let second)):
            if first.isEmpty { return right }
            if second.isEmpty { return left }
            try meter.chargeElements(first.count + second.count)
            return .list(CELList(first.values + second.values))
        default:
            return nil
        }
    }

    private static func time(
        _ operation: CELExpression.BinaryOperator,
        _ left: CELValue,
        _ right: CELValue
    ) throws(CELError) -> CELValue? {
        let result: CELValue?
        switch (operation, left, right) {
        case (.add, .timestamp(let time), .duration(let duration)),
            (.add, .duration(let duration), .timestamp(let time)):
            result = time.adding(duration).map(CELValue.timestamp)
        case (.subtract, .timestamp(let time), .duration(let duration)):
            result = duration.negated.flatMap(time.adding).map(CELValue.timestamp)
        case (.subtract, .timestamp(let first), .timestamp(let second)):
            result = first.since(second).map(CELValue.duration)
        case (.add, .duration(let first), .duration(let second)):
            result = first.adding(second).map(CELValue.duration)
        case (.subtract, .duration(let first), .duration(let second)):
            result = first.subtracting(second).map(CELValue.duration)
        default: return nil
        }
        guard let result else { throw CELError(.overflow, "The time or duration is out of range.") }
        return result
    }
}

extension CELDuration {
    fileprivate var negated: CELDuration? {
        CELDuration(nanoseconds: 0).subtracting(self)
    }

    fileprivate func adding(_ other: CELDuration) -> CELDuration? {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(other.nanoseconds)
        return overflow ? nil : CELDuration(nanoseconds: sum)
    }

    fileprivate func subtracting(_ other: CELDuration) -> CELDuration? {
        let (difference, overflow) = nanoseconds.subtractingReportingOverflow(other.nanoseconds)
        return overflow ? nil : CELDuration(nanoseconds: difference)
    }
}

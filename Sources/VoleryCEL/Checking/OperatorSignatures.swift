/// The types that operators take, other than those that take any.
enum OperatorSignatures {
    static func of(_ binary: CELExpression.BinaryOperator) -> [CELSignature] {
        switch binary {
        case .add: add
        case .subtract: subtract
        case .multiply, .divide: numbers
        case .modulo: integers
        default: order
        }
    }

    private static let integers = same([.int, .uint])
    private static let numbers = same([.int, .uint, .double])
    private static let add =
        same([.int, .uint, .double, .string, .bytes, .list(StandardFunctions.t), .duration]) + [
            CELSignature([.timestamp, .duration], .timestamp), CELSignature([.duration, .timestamp], .timestamp),
        ]
    private static let subtract =
        same([.int, .uint, .double, .duration]) + [
            CELSignature([.timestamp, .timestamp], .duration), CELSignature([.timestamp, .duration], .timestamp),
        ]

    /// Numbers of different types can be compared, though not added up.
    private static let order: [CELSignature] = {
        let numbers: [CELType] = [.int, .uint, .double]
        let others: [CELType] = [.bool, .string, .bytes, .timestamp, .duration]
        let mixed = numbers.flatMap { left in numbers.map { CELSignature([left, $0], .bool) } }
        return mixed + others.map { CELSignature([$0, $0], .bool) }
    }()

    static let negation = [CELSignature([.int], .int), CELSignature([.double], .double)]

    private static func same(_ types: [CELType]) -> [CELSignature] {
        types.map { CELSignature([$0, $0], $0) }
    }
}

extension CELType {
    /// Whether this is one of the types of numbers.
    var isNumber: Bool {
        switch self {
        case .int, .uint, .double: true
        default: false
        }
    }
}

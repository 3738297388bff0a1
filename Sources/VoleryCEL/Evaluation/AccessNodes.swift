import VoleryCore

/// `operand.field.field`.
final class PathNode: Node {
    let operand: any Node
    let fields: [Field]

    struct Field: Sendable {
        var name: String
        var range: Range<Int>
    }

    init(_ operand: any Node, _ fields: [Field]) {
        self.operand = operand
        self.fields = fields
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        var value = try operand.evaluate(in: evaluation)
        var index = 0
        while index < fields.count {
            // In JSON the way is walked without making a value of each step.
            if case .map(let map) = value, case .json(let object) = map.storage {
                value = CELValue(try walk(object, &index))
            } else {
                value = try value.selecting(fields[index].name, at: fields[index].range)
                index += 1
            }
        }
        return value
    }

    /// Takes fields as far as they lead through objects.
    private func walk(_ object: JSONObject, _ index: inout Int) throws(CELError) -> JSONValue {
        var object = object
        while true {
            let field = fields[index]
            guard let member = object[field.name] else { throw CELError.noField(field.name, at: field.range) }
            index += 1
            guard index < fields.count, case .object(let next) = member else { return member }
            object = next
        }
    }
}

/// `operand.?field`.
final class OptionalSelectNode: Node {
    private let operand: any Node
    private let field: String
    private let range: Range<Int>

    init(_ operand: any Node, _ field: String, range: Range<Int>) {
        self.operand = operand
        self.field = field
        self.range = range
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        try operand.evaluate(in: evaluation).optionallySelecting(field, at: range)
    }
}

/// `has(operand.field)`.
final class PresenceNode: Node {
    private let operand: any Node
    private let field: String
    private let range: Range<Int>

    init(_ operand: any Node, _ field: String, range: Range<Int>) {
        self.operand = operand
        self.field = field
        self.range = range
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        let value = try operand.evaluate(in: evaluation)
        if case .optional(nil) = value { return .bool(false) }
        do {
            guard case .optional(_?) = try value.optionallySelecting(field, at: range) else { return .bool(false) }
            return .bool(true)
        } catch  where error.kind == .absent {
            return .bool(false)
        }
    }
}

/// `operand[index]` and `operand[?index]`.
final class IndexNode: Node {
    private let operand: any Node
    private let index: any Node
    private let range: Range<Int>
    private let isOptional: Bool

    init(_ operand: any Node, _ index: any Node, range: Range<Int>, isOptional: Bool) {
        self.operand = operand
        self.index = index
        self.range = range
        self.isOptional = isOptional
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        let value = try operand.evaluate(in: evaluation)
        let key = try index.evaluate(in: evaluation)
        do {
            if case .optional(let content) = value {
                guard let content else { return value }
                return .optional(try content.element(at: key))
            }
            let element = try value.element(at: key)
            if isOptional { return .optional(element) }
            if let element { return element }
        } catch {
            throw error.located(range)
        }
        throw value.noElement(at: key).located(range)
    }
}

extension CELValue {
    /// The value of a field, as `value.field` has it.
    func selecting(_ field: String, at range: Range<Int>) throws(CELError) -> CELValue {
        switch self {
        case .map(let map):
            if let value = try located(range, { () throws(CELError) in try map.value(forKey: field) }) { return value }
            throw CELError.noField(field, at: range)
        case .optional(let content):
            guard let content else { return self }
            return try content.optionallySelecting(field, at: range)
        default:
            throw CELError(.noMatchingOverload, "\(typeName) has no fields, so no `\(field)`.", at: range)
        }
    }

    /// The optional value of a field, as `value.?field` has it.
    func optionallySelecting(_ field: String, at range: Range<Int>) throws(CELError) -> CELValue {
        switch self {
        case .map(let map): .optional(try located(range) { () throws(CELError) in try map.value(forKey: field) })
        case .optional(let content): try content?.optionallySelecting(field, at: range) ?? self
        default: throw CELError(.noMatchingOverload, "\(typeName) has no fields, so no `\(field)`.", at: range)
        }
    }

    private func located(
        _ range: Range<Int>,
        _ read: () throws(CELError) -> CELValue?
    ) throws(CELError) -> CELValue? {
        do {
            return try read()
        } catch {
            throw error.located(range)
        }
    }

    /// The element at an index or key, or nil if there is none.
    func element(at key: CELValue) throws(CELError) -> CELValue? {
        switch self {
        case .map(let map): return try map.value(for: key)
        case .list(let list):
            guard let index = key.wholeNumber else {
                throw CELError(.invalidArgument, "A list's index is an int, not \(key.shortDescription).")
            }
            return list.indices.contains(index) ? list[index] : nil
        default:
            throw CELError(.noMatchingOverload, "\(typeName) has no elements to index.")
        }
    }

    /// The error that an element isn't there.
    func noElement(at key: CELValue) -> CELError {
        guard case .list(let list) = self else {
            return CELError(.noSuchKey, "There is no key \(key.shortDescription).")
        }
        return CELError(.indexOutOfRange, "The index \(key.shortDescription) is outside of a list of \(list.count).")
    }

    /// The integer that a number of any type is equal to.
    private var wholeNumber: Int? {
        switch self {
        case .int(let int): Int(exactly: int)
        case .uint(let uint): Int(exactly: uint)
        case .double(let double): Int(exactly: double)
        default: nil
        }
    }
}

extension CELError {
    static func noField(_ name: String, at range: Range<Int>) -> CELError {
        CELError(.noSuchField, "There is no field `\(name)`.", at: range)
    }
}

import VoleryCEL
import VoleryCore

extension CELType {
    /// The type of a JSON value.
    init(of value: JSONValue) {
        self =
            switch value {
            case .null: .null
            case .bool: .bool
            case .int: .int
            case .double: .double
            case .string: .string
            case .array(let elements): .list(Self.joined(elements.map(Self.init(of:))))
            case .object(let members): .object(CELObjectType(fields: Self.fields(members)))
            }
    }

    private static func fields(_ members: JSONObject) -> [String: CELObjectType.Field] {
        var fields: [String: CELObjectType.Field] = [:]
        for (name, value) in members { fields[name] = CELObjectType.Field(CELType(of: value)) }
        return fields
    }

    /// The type that a value of this type has once it is stored as JSON.
    var stored: CELType {
        switch self {
        case .uint: .int
        case .bytes, .timestamp, .duration: .string
        case .optional, .type, .parameter: .dyn
        case .nullable(let content): .nullable(content.stored)
        case .list(let element): .list(element.stored)
        case .map(_, let value): .map(.string, value.stored)
        case .object(let object): .object(object.stored)
        case .dyn, .null, .bool, .int, .double, .string, .enumeration: self
        }
    }

    // MARK: Joining

    /// The type that holds values of all types; `dyn` where they don't go together.
    static func joined(_ types: [CELType]) -> CELType {
        guard let first = types.first else { return .dyn }
        return types.dropFirst().reduce(first) { $0.joined($1) }
    }

    private func joined(_ other: CELType) -> CELType {
        switch (self, other) {
        case (.enumeration(let mine), .enumeration(let others)):
            .enumeration(mine + others.filter { !mine.contains($0) })
        case (.string, .enumeration), (.enumeration, .string): .string
        case (.list(let mine), .list(let others)): .list(mine.joined(others))
        case (.object(let mine), .object(let others)): .object(mine.joined(others))
        default: self == other ? self : .dyn
        }
    }

    // MARK: Size

    /// The type, or `dyn` if it has so many parts that comparing it would take long: types of values that are made of
    /// others' double with each step.
    var bounded: CELType {
        var room = 2_000
        return takesLess(than: &room) ? self : .dyn
    }

    private func takesLess(than room: inout Int) -> Bool {
        room -= 1
        guard room > 0 else { return false }
        switch self {
        case .list(let inner), .optional(let inner), .nullable(let inner), .type(let inner), .map(_, let inner):
            return inner.takesLess(than: &room)
        case .object(let object):
            for field in object.fields.values {
                guard field.type.takesLess(than: &room) else { return false }
            }
            return object.otherFields?.type.takesLess(than: &room) ?? true
        default: return true
        }
    }
}

extension CELObjectType {
    fileprivate var stored: CELObjectType {
        CELObjectType(
            name: name,
            fields: fields.mapValues { Field($0.type.stored, isOptional: $0.isOptional) },
            otherFields: otherFields
        )
    }

    /// The fields of both; those that one of them lacks may be missing.
    fileprivate func joined(_ other: CELObjectType) -> CELObjectType {
        var joined = fields.mapValues { Field($0.type, isOptional: true) }
        for (key, field) in other.fields {
            guard let mine = fields[key] else {
                joined[key] = Field(field.type, isOptional: true)
                continue
            }
            let type = CELType.joined([mine.type, field.type])
            joined[key] = Field(type, isOptional: mine.isOptional || field.isOptional)
        }
        let others = [otherFields, other.otherFields].compactMap { $0?.type }
        return CELObjectType(
            name: name,
            fields: joined,
            otherFields: others.isEmpty ? nil : Field(.joined(others), isOptional: true)
        )
    }
}

extension CELType: CustomStringConvertible {
    /// The type as messages write it: `list(string)`, `map(string, dyn)`.
    public var description: String {
        switch self {
        case .dyn: "dyn"
        case .null: "null"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .enumeration(let values): "enum(\(values.map { "\"\($0)\"" }.joined(separator: ", ")))"
        case .bytes: "bytes"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .list(let element): "list(\(element))"
        case .map(let key, let value): "map(\(key), \(value))"
        case .object(let object): object.name.isEmpty ? "object" : object.name
        case .optional(let content): "optional(\(content))"
        case .nullable(let type): "nullable(\(type))"
        case .type(let type): "type(\(type))"
        case .parameter(let name): name
        }
    }
}

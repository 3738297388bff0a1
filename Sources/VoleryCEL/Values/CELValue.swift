/// A value of the Common Expression Language.
///
/// Lists and maps made from JSON are views of it: making one costs nothing, however large it is.
public enum CELValue: Sendable {
    /// Null.
    case null
    /// A boolean.
    case bool(Bool)
    /// A signed integer.
    case int(Int64)
    /// An unsigned integer.
    case uint(UInt64)
    /// A floating-point number, which may be infinite or not a number.
    case double(Double)
    /// Text; its characters are Unicode scalars, compared without normalization.
    case string(String)
    /// Bytes.
    case bytes([UInt8])
    /// A list.
    case list(CELList)
    /// A map from booleans, integers and text to values.
    case map(CELMap)
    /// A type as a value, by its name: `int`, `list`, `google.protobuf.Timestamp`.
    case type(String)
    /// A point in time.
    case timestamp(CELTimestamp)
    /// A length of time.
    case duration(CELDuration)
    /// A value or none.
    indirect case optional(CELValue?)

    /// The name of the value's type, as `type(x)` gives it.
    public var typeName: String {
        switch self {
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .list: "list"
        case .map: "map"
        case .type: "type"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .optional: "optional_type"
        }
    }
}

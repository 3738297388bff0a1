/// The type of an expression, as far as it is known before it is evaluated.
public indirect enum CELType: Sendable, Hashable {
    /// Not known before: anything goes, and mistakes show when it is evaluated.
    case dyn
    /// Null alone.
    case null
    /// A boolean.
    case bool
    /// A signed integer.
    case int
    /// An unsigned integer.
    case uint
    /// A floating-point number.
    case double
    /// Text.
    case string
    /// Text that is one of these values.
    case enumeration([String])
    /// Bytes.
    case bytes
    /// A point in time.
    case timestamp
    /// A length of time.
    case duration
    /// A list of elements of one type.
    case list(CELType)
    /// A map from keys of one type to values of one type.
    case map(CELType, CELType)
    /// A map with text keys that are known.
    case object(CELObjectType)
    /// A value of a type, or none.
    case optional(CELType)
    /// A value of a type, or null; the specification calls it a wrapper. It is used as the type itself.
    case nullable(CELType)
    /// A type as a value.
    case type(CELType)
    /// Any one type, the same wherever the name stands in a signature.
    case parameter(String)
}

/// The type of a map whose fields are known by name.
public struct CELObjectType: Sendable, Hashable {
    /// A field of an object.
    public struct Field: Sendable, Hashable {
        /// The type of its value.
        public var type: CELType
        /// Whether an object may lack it, so that it must be named inside of `has(…)` or as `.?name`.
        public var isOptional: Bool

        /// A field.
        public init(_ type: CELType, isOptional: Bool = false) {
            self.type = type
            self.isOptional = isOptional
        }
    }

    /// What messages call it, such as “the output of step plan”; empty if nothing does.
    public var name: String
    /// The fields by their names.
    public var fields: [String: Field]
    /// What fields are that are not listed, or nil if there are none.
    public var otherFields: Field?

    /// An object type.
    public init(name: String = "", fields: [String: Field], otherFields: Field? = nil) {
        self.name = name
        self.fields = fields
        self.otherFields = otherFields
    }
}

/// A JSON Schema (draft 2020-12), read once and then used to check values.
///
/// Schemas of the drafts 2019-09, 7 and 6 are read too, as far as they mean the same; of theirs, `items` as a list,
/// `additionalItems`, `definitions` and `dependencies` are known. References lead into the schema itself, into schemas
/// given beside it, and to the metaschema; nothing is ever loaded from a network.
///
/// Checking takes bounded time and memory, whoever wrote the schema: patterns are matched in linear time, references
/// that lead in a circle are refused, and a check that takes too many steps ends with a violation that says so.
public struct JSONSchema: Sendable {
    /// How a schema is read and used.
    public struct Options: Sendable {
        /// What to do with a pattern that can't be matched in linear time.
        public enum UnsupportedPatterns: Sendable, Hashable {
            /// Refuse the schema.
            case refuse
            /// Let every text pass, for schemas of others who check again themselves.
            case ignore
        }

        /// Whether text must have the `format` that its schema names; formats that aren't known never fail.
        public var assertsFormats: Bool
        /// Schemas that references may lead to, by their addresses without fragment.
        public var remotes: [String: JSONValue]
        /// What to do with a pattern that can't be matched in linear time.
        public var unsupportedPatterns: UnsupportedPatterns
        /// The most violations that a check returns.
        public var maxViolations: Int

        /// Options; formats are not checked, patterns that can't be matched are refused, unless said otherwise.
        public init(
            assertsFormats: Bool = false,
            remotes: [String: JSONValue] = [:],
            unsupportedPatterns: UnsupportedPatterns = .refuse,
            maxViolations: Int = 20
        ) {
            self.assertsFormats = assertsFormats
            self.remotes = remotes
            self.unsupportedPatterns = unsupportedPatterns
            self.maxViolations = maxViolations
        }
    }

    /// The schema as it was given.
    public let value: JSONValue
    let program: SchemaProgram
    private let maxViolations: Int

    /// Reads a schema.
    ///
    /// - Parameters:
    ///   - schema: An object, or a boolean: `true` takes everything, `false` nothing.
    ///   - options: How to read it.
    /// - Throws: `JSONSchemaError` with every fault of the schema.
    public init(_ schema: JSONValue, options: Options = Options()) throws(JSONSchemaError) {
        let faults = MetaSchema.faults(in: schema)
        var compiler = SchemaCompiler(options: options)
        let program = compiler.compile(schema)
        let all = faults + compiler.faults.filter { fault in !faults.contains { $0.pointer == fault.pointer } }
        guard all.isEmpty else { throw JSONSchemaError(faults: all) }
        self.init(value: schema, program: program, maxViolations: options.maxViolations)
    }

    private init(value: JSONValue, program: SchemaProgram, maxViolations: Int) {
        self.value = value
        self.program = program
        self.maxViolations = maxViolations
    }

    /// The schema that takes every value.
    public static let any = JSONSchema(value: true, program: SchemaProgram.any, maxViolations: 1)

    /// A schema that is known to be one, such as the metaschema; its faults are left out.
    static func trusted(_ schema: JSONValue) -> JSONSchema {
        var compiler = SchemaCompiler(options: Options())
        return JSONSchema(value: schema, program: compiler.compile(schema), maxViolations: 50)
    }

    /// Checks a value.
    ///
    /// - Parameter value: The value to check.
    /// - Returns: What is wrong with it, at most as many as the options say; empty if the value is valid.
    public func validate(_ value: JSONValue) -> [Violation] {
        var validator = SchemaValidator(program: program, maxViolations: max(1, maxViolations))
        return validator.violations(of: value)
    }

    /// Whether a value is valid; faster than collecting what is wrong.
    ///
    /// - Parameter value: The value to check.
    /// - Returns: Whether the value fits the schema.
    public func isValid(_ value: JSONValue) -> Bool {
        var validator = SchemaValidator(program: program, maxViolations: 0)
        return validator.isValid(value)
    }
}

extension JSONSchema: Hashable {
    /// Whether both were read from the same value.
    public static func == (lhs: JSONSchema, rhs: JSONSchema) -> Bool { lhs.value == rhs.value }

    /// Hashes the value that it was read from.
    public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

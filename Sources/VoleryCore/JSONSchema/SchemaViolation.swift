extension JSONSchema {
    /// Something in a value that its schema forbids.
    public struct Violation: Sendable, Hashable {
        /// Where in the value.
        public var instance: JSONPointer
        /// The keyword that isn't met, such as `maximum`; empty where the schema is `false`.
        public var keyword: String
        /// Where in the schema that keyword stands: a JSON pointer behind `#`, behind an address if it's in another
        /// document.
        public var keywordLocation: String
        /// What is wrong, in words that say what to write instead.
        public var message: String

        /// A violation at a place.
        public init(instance: JSONPointer, keyword: String, keywordLocation: String, message: String) {
            self.instance = instance
            self.keyword = keyword
            self.keywordLocation = keywordLocation
            self.message = message
        }
    }
}

extension JSONSchema.Violation: CustomStringConvertible {
    /// The place in the value and what is wrong there: `/limit: expected an integer from 1 to 100, found 0`.
    public var description: String {
        instance.tokens.isEmpty ? message : "\(instance): \(message)"
    }
}

/// Why a value is no schema that can be used.
public struct JSONSchemaError: Error, Sendable, Hashable {
    /// One thing that is wrong with a schema.
    public struct Fault: Sendable, Hashable, CustomStringConvertible {
        /// Where in the schema.
        public var pointer: JSONPointer
        /// What is wrong, in words.
        public var message: String

        /// A fault at a place.
        public init(at pointer: JSONPointer, _ message: String) {
            self.pointer = pointer
            self.message = message
        }

        /// The place and what is wrong there.
        public var description: String {
            pointer.tokens.isEmpty ? message : "\(pointer): \(message)"
        }
    }

    /// Everything that is wrong, at least one.
    public var faults: [Fault]

    /// An error with all faults of a schema.
    public init(faults: [Fault]) {
        self.faults = faults
    }
}

extension JSONSchemaError: CustomStringConvertible {
    /// The faults, one a line.
    public var description: String {
        faults.map(\.description).joined(separator: "\n")
    }
}

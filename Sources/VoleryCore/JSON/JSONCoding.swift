extension JSONValue {
    /// Makes a JSON value of any `Encodable` one.
    ///
    /// Members keep the order in which the type encodes them; those of a `Dictionary` come ordered by key and the
    /// elements of a `Set` by their text, so that the result is the same every time.
    ///
    /// - Parameter value: What to encode.
    /// - Throws: `JSONCodingError` for a number that JSON can't hold, or what the type's own `encode(to:)` throws.
    public init(encoding value: some Encodable) throws {
        do {
            self = try JSONEncodingNode.encode(value, path: [])
        } catch let EncodingError.invalidValue(_, context) {
            throw JSONCodingError(context.codingPath, context.debugDescription)
        }
    }

    /// Makes a value of any `Decodable` type.
    ///
    /// A whole number may be written with a fraction (`1.0`) where an integer is asked for.
    ///
    /// - Parameter type: The type to make.
    /// - Returns: The value.
    /// - Throws: `JSONCodingError`, which names the place that doesn't fit, or what the type's own `init(from:)` throws.
    public func decode<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        do {
            return try JSONValueDecoder(value: self, codingPath: []).decode(type)
        } catch let error as DecodingError {
            throw JSONCodingError(error)
        }
    }
}

/// Why a value has no JSON form, or a JSON value doesn't fit a type.
public struct JSONCodingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where in the JSON value.
    public var pointer: JSONPointer
    /// What is wrong, in words.
    public var message: String

    /// An error at a place.
    public init(at pointer: JSONPointer, _ message: String) {
        self.pointer = pointer
        self.message = message
    }

    /// The place and what is wrong there.
    public var description: String {
        pointer.tokens.isEmpty ? message : "\(pointer): \(message)"
    }
}

extension JSONCodingError {
    init(_ path: [any CodingKey], _ message: String) {
        self.init(at: JSONPointer(tokens: path.map { $0.intValue.map(String.init) ?? $0.stringValue }), message)
    }

    init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context): self.init(context.codingPath, "`\(key.stringValue)` is missing")
        case .valueNotFound(_, let context), .typeMismatch(_, let context), .dataCorrupted(let context):
            self.init(context.codingPath, context.debugDescription)
        @unknown default: self.init([], "\(error)")
        }
    }
}

/// A key that is any text, or the number of an element.
struct JSONCodingKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        self.intValue = nil
    }

    init(intValue: Int) {
        self.stringValue = String(intValue)
        self.intValue = intValue
    }
}

extension JSONValue: Codable {
    /// Reads a value from any decoder; a list or object of a format other than JSON becomes the same in JSON.
    ///
    /// - Parameter decoder: Where to read from.
    /// - Throws: What the decoder throws for a value that JSON doesn't have.
    public init(from decoder: any Decoder) throws {
        if let own = decoder as? JSONValueDecoder {
            self = own.value
        } else if let container = try? decoder.container(keyedBy: JSONCodingKey.self) {
            self = .object(try Self.members(of: container))
        } else if var container = try? decoder.unkeyedContainer() {
            var elements: [JSONValue] = []
            while !container.isAtEnd { elements.append(try container.decode(JSONValue.self)) }
            self = .array(elements)
        } else {
            self = try Self.scalar(from: decoder.singleValueContainer())
        }
    }

    private static func members(of container: KeyedDecodingContainer<JSONCodingKey>) throws -> JSONObject {
        var members = JSONObject()
        for key in container.allKeys { members[key.stringValue] = try container.decode(JSONValue.self, forKey: key) }
        return members
    }

    private static func scalar(from container: any SingleValueDecodingContainer) throws -> JSONValue {
        if container.decodeNil() { return .null }
        if let value = try? container.decode(Bool.self) { return .bool(value) }
        if let value = try? container.decode(Int.self) { return .int(value) }
        if let value = try? container.decode(Double.self) { return .double(value) }
        return .string(try container.decode(String.self))
    }

    /// Writes the value to any encoder.
    ///
    /// - Parameter encoder: Where to write to.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .null: try Self.encode(to: encoder) { try $0.encodeNil() }
        case .bool(let value): try Self.encode(to: encoder) { try $0.encode(value) }
        case .int(let value): try Self.encode(to: encoder) { try $0.encode(value) }
        case .double(let value): try Self.encode(to: encoder) { try $0.encode(value) }
        case .string(let value): try Self.encode(to: encoder) { try $0.encode(value) }
        case .array(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(element) }
        case .object(let members): try members.encode(to: encoder)
        }
    }

    private static func encode(
        to encoder: any Encoder,
        _ body: (inout any SingleValueEncodingContainer) throws -> Void
    ) throws {
        var container = encoder.singleValueContainer()
        try body(&container)
    }
}

extension JSONObject: Codable {
    /// Reads an object from any decoder.
    ///
    /// - Parameter decoder: Where to read from.
    /// - Throws: `DecodingError` if there is something other than an object.
    public init(from decoder: any Decoder) throws {
        guard case .object(let members) = try JSONValue(from: decoder) else {
            let context = DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "expected an object")
            throw DecodingError.typeMismatch(JSONObject.self, context)
        }
        self = members
    }

    /// Writes the members to any encoder, in order.
    ///
    /// - Parameter encoder: Where to write to.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: JSONCodingKey.self)
        for (key, value) in self { try container.encode(value, forKey: JSONCodingKey(stringValue: key)) }
    }
}

extension JSONValue {
    /// Reads a JSON text (RFC 8259) from its UTF-8 bytes.
    ///
    /// - Parameters:
    ///   - bytes: The whole text; contiguous storage is read in place.
    ///   - options: What to refuse beyond what is no JSON.
    /// - Throws: `JSONParseError`, which says what is wrong and where.
    public init(
        parsing bytes: some Collection<UInt8>,
        options: ParsingOptions = .strict
    ) throws(JSONParseError) {
        let inPlace = bytes.withContiguousStorageIfAvailable { Self.parse($0, options: options) }
        self = try (inPlace ?? Array(bytes).withUnsafeBufferPointer { Self.parse($0, options: options) }).get()
    }

    /// Reads a JSON text (RFC 8259).
    ///
    /// - Parameters:
    ///   - text: The whole text.
    ///   - options: What to refuse beyond what is no JSON.
    /// - Throws: `JSONParseError`, which says what is wrong and where.
    public init(parsing text: String, options: ParsingOptions = .strict) throws(JSONParseError) {
        let inPlace = text.utf8.withContiguousStorageIfAvailable { Self.parse($0, options: options, isUTF8: true) }
        if let inPlace {
            self = try inPlace.get()
        } else {
            try self.init(parsing: Array(text.utf8), options: options)
        }
    }

    /// Reads a JSON text (RFC 8259) from bytes in memory.
    ///
    /// - Parameters:
    ///   - bytes: The whole text in UTF-8, read in place.
    ///   - options: What to refuse beyond what is no JSON.
    /// - Throws: `JSONParseError`, which says what is wrong and where.
    public init(parsing bytes: UnsafeRawBufferPointer, options: ParsingOptions = .strict) throws(JSONParseError) {
        self = try bytes.withMemoryRebound(to: UInt8.self) { Self.parse($0, options: options) }.get()
    }

    private static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>,
        options: ParsingOptions,
        isUTF8: Bool = false
    ) -> Result<JSONValue, JSONParseError> {
        var parser = JSONParser(bytes: bytes, options: options, isUTF8: isUTF8)
        do {
            return .success(try parser.document())
        } catch {
            return .failure(error.explained(in: bytes, options: options))
        }
    }
}

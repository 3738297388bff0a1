/// A request as the server received it.
public struct LoopbackRequest: Sendable, Hashable {
    /// The method, such as `GET`.
    public var method: String
    /// The target, such as `/v1/models?limit=1`.
    public var target: String
    /// The header fields in their order, as they were written.
    public var headers: [Header]
    /// The body, put together if it came in chunks.
    public var body: [UInt8]
    /// Which connection it came on, counted from 1.
    public var connection: Int

    /// One header field.
    public struct Header: Sendable, Hashable {
        /// The name as it was written.
        public var name: String
        /// The value without the space around it.
        public var value: String
    }

    /// The first value of a name, without regard to case.
    public subscript(name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// The path without the query.
    public var path: String { String(target.prefix { $0 != "?" }) }
}

/// A request to send, with the bounds that hold for it and its response.
public struct HTTPRequest: Sendable {
    /// The method, such as `GET`; letters are taken as they are.
    public var method: String
    /// Where it goes.
    public var url: WebURL
    /// Header fields to send besides those that the protocol asks for (`Host`, `Content-Length`).
    public var headers: HTTPHeaders
    /// What is sent as body; nothing for a request without one.
    public var body: [UInt8]?
    /// How long its parts may take.
    public var deadlines: Deadlines
    /// The most bytes of body that are taken, counted after decompression; one more fails with
    /// ``HTTPError/Code/bodyTooLarge``.
    public var maximumBodyBytes: Int
    /// Which versions of HTTP are used.
    public var version: Version
    /// Which addresses may be connected to.
    public var addresses: AddressPolicy
    /// Whether the proxy that the environment names is used (`https_proxy`, `no_proxy`, …).
    ///
    /// An address policy sees the proxy's address then, so a request with a policy of its own should not use one.
    public var usesProxy: Bool
    /// Whether the server may compress the body; it is decompressed on the way in either way.
    public var acceptsCompression: Bool

    /// Which versions of HTTP a request uses.
    public enum Version: Sendable, Hashable {
        /// HTTP/2 where the server offers it over TLS, many requests on one connection; HTTP/1.1 elsewhere.
        case automatic
        /// HTTP/1.1 alone.
        case http1
    }

    /// A request with the usual bounds: see ``Deadlines``, and 64 MiB of body.
    public init(
        _ method: String = "GET",
        _ url: WebURL,
        headers: HTTPHeaders = [:],
        body: [UInt8]? = nil,
        deadlines: Deadlines = Deadlines(),
        maximumBodyBytes: Int = 64 << 20,
        version: Version = .automatic,
        addresses: AddressPolicy = .any,
        usesProxy: Bool = true,
        acceptsCompression: Bool = true
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.deadlines = deadlines
        self.maximumBodyBytes = maximumBodyBytes
        self.version = version
        self.addresses = addresses
        self.usesProxy = usesProxy
        self.acceptsCompression = acceptsCompression
    }

    /// Refuses what would break the message's framing: a method or a header that isn't one.
    func validate() throws(HTTPError) {
        guard !method.isEmpty, method.utf8.allSatisfy(\.isTokenCharacter) else {
            throw HTTPError(.invalidRequest, at: url.authority, detail: "The method is not a single word.")
        }
        // The value may be a key, so only the name is told, and only where it is a name.
        guard let field = headers.fields.first(where: { !$0.isValid }) else { return }
        let isName = !field.name.isEmpty && field.name.utf8.allSatisfy(\.isTokenCharacter)
        let detail =
            isName
            ? "The value of the header “\(field.name)” holds a line break or another control character."
            : "A header's name is empty or holds a character that names can't have."
        throw HTTPError(.invalidRequest, at: url.authority, detail: detail)
    }
}

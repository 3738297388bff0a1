public import VoleryHTTP

/// Where models are asked: a server's address, its dialect and its key.
public struct ModelEndpoint: Sendable, Hashable {
    /// The server's name for people: `xai`.
    public let provider: String
    /// Where requests go: the base address and `/chat/completions`.
    public let url: WebURL
    /// What its protocol differs in.
    public let dialect: ChatDialect
    /// The secret that it asks for, if it asks for one.
    public let key: APIKey?

    /// A server.
    ///
    /// - Parameters:
    ///   - provider: Its name for people.
    ///   - base: Its base address, such as `https://api.x.ai/v1`; a query in it is kept.
    ///   - dialect: What its protocol differs in.
    ///   - key: The secret that it asks for.
    /// - Throws: `HTTPError` if that is no web address.
    public init(provider: String, base: String, dialect: ChatDialect, key: APIKey? = nil) throws(HTTPError) {
        let parts = base.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var path = parts.first ?? ""
        while path.last == "/" { path.removeLast() }
        let suffix = path.hasSuffix("/chat/completions") ? "" : "/chat/completions"
        url = try WebURL("\(path)\(suffix)\(parts.count > 1 ? "?\(parts[1])" : "")")
        self.provider = provider
        self.dialect = dialect
        self.key = key
    }

    /// The header fields of every request.
    var headers: HTTPHeaders {
        var headers: HTTPHeaders = [
            "Content-Type": "application/json", "Accept": "text/event-stream, application/json",
            "User-Agent": "volery",
        ]
        guard let key else { return headers }
        switch dialect.keyHeader {
        case .bearer: headers.append("Authorization", "Bearer \(key.value)")
        case .apiKey: headers.append("api-key", key.value)
        }
        return headers
    }

    /// What to look at when the server does not accept the key.
    var keyHint: String {
        key.map { "The key comes from \($0.origin)." } ?? "No key is set for `\(provider)`."
    }
}

internal import CCurl

/// An absolute `http` or `https` URL, checked and brought into its normal form.
///
/// It is read by libcurl's parser, the one that also sends the request, so that what is checked is what is connected
/// to. Odd spellings of addresses (`0x7f.1`, `2130706433`) come out as plain ones, names outside ASCII as DNS knows
/// them. The fragment is dropped, since it is never sent; a user name or a password is refused.
public struct WebURL: Sendable, Hashable {
    /// The URL in its normal form, as it is requested.
    public let text: String
    /// `http` or `https`.
    public let scheme: String
    /// The host's name or address in lower case, one of version 6 without its brackets.
    public let host: String
    /// The port, the scheme's own unless the URL names one.
    public let port: Int
    /// The path as it is sent, percent-encoded, at least `/`.
    public let path: String
    /// What follows the question mark, percent-encoded.
    public let query: String?

    /// Reads a URL.
    ///
    /// - Throws: ``HTTPError/Code/invalidURL`` for anything but an absolute `http` or `https` URL.
    public init(_ text: String) throws(HTTPError) {
        self = try URLParser().parse(text)
    }

    init(text: String, scheme: String, host: String, port: Int, path: String, query: String?) {
        self.text = text
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = path
        self.query = query
    }

    /// The URL that a reference leads to from here, such as the `Location` of a redirect or a link in a page.
    ///
    /// - Throws: ``HTTPError/Code/invalidURL`` if that is no `http` or `https` URL.
    public func resolve(_ reference: String) throws(HTTPError) -> WebURL {
        // A place within the same page; libcurl's parser would drop the query with it.
        guard !reference.hasPrefix("#") else { return self }
        return try URLParser().parse(reference, from: self)
    }

    /// Whether two URLs have the same scheme, host and port, so that what is meant for one may be sent to the other.
    public func hasSameOrigin(as other: WebURL) -> Bool {
        (scheme, host, port) == (other.scheme, other.host, other.port)
    }

    /// The host and the port, as messages name a server.
    public var authority: String {
        host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

extension WebURL: CustomStringConvertible {
    /// The URL without its query, which may hold a secret.
    public var description: String {
        guard let query else { return text }
        return text.utf8.count > query.utf8.count ? String(text.dropLast(query.count)) + "…" : text
    }
}

internal import CCurl

/// A proxy, as libcurl takes it, and where it is.
struct Proxy: Sendable, Hashable {
    /// What libcurl takes; may hold a password.
    let text: String
    /// Its name or address, one of version 6 without its brackets.
    let host: String
    let port: Int

    /// The host and the port, as messages name a server.
    var authority: String {
        host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// Reads a proxy as variables of the environment name it: a URL, or a host and a port.
    init?(_ text: String) {
        let handle = curl_url()
        defer { curl_url_cleanup(handle) }
        let url = text.contains("://") ? text : "http://\(text)"
        let flags = UInt32(CURLU_NON_SUPPORT_SCHEME)
        guard !text.isEmpty, curl_url_set(handle, CURLUPART_URL, url, flags) == CURLUE_OK,
            let host = Self.part(CURLUPART_HOST, of: handle)
        else { return nil }
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        self.text = text
        self.host = isBracketed ? String(host.dropFirst().dropLast()) : host
        // libcurl's own defaults, which aren't those of the schemes.
        let usual = Self.part(CURLUPART_SCHEME, of: handle) == "https" ? 443 : 1080
        port = Self.part(CURLUPART_PORT, of: handle).flatMap { Int($0) } ?? usual
    }

    private static func part(_ part: CURLUPart, of handle: OpaquePointer?) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, 0) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}

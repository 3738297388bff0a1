internal import CCurl
internal import Glibc

/// One use of libcurl's URL parser.
struct URLParser: ~Copyable {
    private static let maximumLength = 64 << 10

    private let handle: OpaquePointer?

    init() {
        handle = curl_url()
    }

    deinit {
        curl_url_cleanup(handle)
    }

    /// Reads a URL, or a reference from a base.
    func parse(_ text: String, from base: WebURL? = nil) throws(HTTPError) -> WebURL {
        try check(text)
        if let base {
            try set(CURLUPART_URL, base.text)
        }
        try set(CURLUPART_URL, text)
        return try withASCIIHost()
    }

    /// Refuses what a C string or a request line can't hold, which libcurl would cut off or let through.
    private func check(_ text: String) throws(HTTPError) {
        guard text.utf8.count <= Self.maximumLength else { throw invalid("It is longer than 64 KiB.") }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else {
            throw invalid("It holds a space, a line break or another control character.")
        }
    }

    /// A host outside ASCII is replaced by its form in DNS and then read again: that may spell an address.
    private func withASCIIHost() throws(HTTPError) -> WebURL {
        let host = try part(CURLUPART_HOST) ?? ""
        guard !host.utf8.allSatisfy({ $0 < 0x80 }) else { return try url() }
        guard let ascii = asciiHost(), ascii.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw invalid("The host's name has letters that can't be looked up; write it in its xn-- form.")
        }
        try set(CURLUPART_HOST, ascii)
        let again = URLParser()
        try again.set(CURLUPART_URL, try part(CURLUPART_URL) ?? "")
        return try again.url()
    }

    /// The host in its form in DNS; the library that makes it reads the thread's locale, which is C in a Swift program.
    private func asciiHost() -> String? {
        let unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
        guard let unicode else { return nil }
        let before = uselocale(unicode)
        defer {
            uselocale(before)
            freelocale(unicode)
        }
        var text: UnsafeMutablePointer<CChar>?
        guard url_get_ascii_host(handle, &text) == CURLUE_OK else { return nil }
        defer { curl_free(text) }
        return text.map { String(cString: $0) }
    }

    private func url() throws(HTTPError) -> WebURL {
        let scheme = try part(CURLUPART_SCHEME) ?? ""
        guard scheme == "http" || scheme == "https" else { throw invalid("Only http and https can be used.") }
        let host = (try part(CURLUPART_HOST) ?? "").lowercased()
        guard !host.isEmpty else { throw invalid("It names no host.") }
        try set(CURLUPART_HOST, host)
        try set(CURLUPART_FRAGMENT, nil)
        let port = Int(try part(CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)) ?? "") ?? 0
        guard (1...65535).contains(port) else { throw invalid("The port is not from 1 to 65535.") }
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        return WebURL(
            text: try part(CURLUPART_URL, UInt32(CURLU_NO_DEFAULT_PORT)) ?? "",
            scheme: scheme,
            host: isBracketed ? String(host.dropFirst().dropLast()) : host,
            port: port,
            path: try part(CURLUPART_PATH) ?? "/",
            query: try part(CURLUPART_QUERY)
        )
    }

    private func set(_ part: CURLUPart, _ value: String?) throws(HTTPError) {
        let code = curl_url_set(handle, part, value, UInt32(CURLU_DISALLOW_USER))
        guard code != CURLUE_OK else { return }
        throw invalid(explanation(code))
    }

    private func part(_ part: CURLUPart, _ flags: UInt32 = 0) throws(HTTPError) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        guard let string = String(validatingCString: text) else { throw invalid("It is not in UTF-8.") }
        return string
    }

    private func explanation(_ code: CURLUcode) -> String {
        switch code {
        case CURLUE_USER_NOT_ALLOWED: "It holds a user name or a password; send those in a header instead."
        case CURLUE_BAD_SCHEME: "It doesn't start with http:// or https://."
        case CURLUE_UNSUPPORTED_SCHEME: "Only http and https can be used."
        case CURLUE_NO_HOST: "It names no host."
        case CURLUE_BAD_PORT_NUMBER: "The port is not from 1 to 65535."
        default: "\(String(cString: curl_url_strerror(code)))."
        }
    }

    private func invalid(_ detail: String) -> HTTPError {
        HTTPError(.invalidURL, detail: detail)
    }
}

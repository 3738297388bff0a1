internal import Glibc

/// Which proxy leads to which server, as the usual variables of the environment say.
///
/// They are read here rather than by libcurl, because the proxy's name has to be looked up as others are.
struct ProxySettings: Sendable {
    private let forPlain: Proxy?
    private let forTLS: Proxy?
    private let exceptions: ProxyExceptions

    /// Reads `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`.
    ///
    /// All but the first may be written in capitals too; `HTTP_PROXY` can be set by whoever sends a header `Proxy` to
    /// a CGI program, and is passed over as libcurl does.
    init(_ variable: (String) -> String?) {
        func either(_ name: String) -> String? { variable(name) ?? variable(name.uppercased()) }
        let others = either("all_proxy")
        forPlain = (variable("http_proxy") ?? others).flatMap { Proxy($0) }
        forTLS = (either("https_proxy") ?? others).flatMap { Proxy($0) }
        exceptions = ProxyExceptions(either("no_proxy") ?? "")
    }

    /// The settings of this process's environment.
    static var environment: ProxySettings {
        ProxySettings { getenv($0).map { String(cString: $0) } }
    }

    /// The proxy that leads to a server; nothing if it is reached directly.
    func proxy(for url: WebURL) -> Proxy? {
        guard let proxy = url.scheme == "https" ? forTLS : forPlain, !exceptions.contains(url.host) else { return nil }
        return proxy
    }
}

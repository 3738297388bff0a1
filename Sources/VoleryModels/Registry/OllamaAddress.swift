/// Where Ollama answers.
enum OllamaAddress {
    /// Its port unless set otherwise.
    static let usualPort: UInt16 = 11_434
    /// Its base address on this machine.
    static let usual = "http://127.0.0.1:11434/v1"

    /// The base address for what `OLLAMA_HOST` or an `endpoint` says: `host`, `host:port`, `:port` or a URL.
    ///
    /// The address 0.0.0.0, which tells a server to listen everywhere, is this machine to a client.
    static func base(_ text: String) -> String {
        let hasScheme = text.contains("://")
        var rest = text[...]
        while rest.last == "/" { rest.removeLast() }
        if rest.hasSuffix("/v1") { return String(rest) }
        if hasScheme { return "\(rest)/v1" }
        if rest.hasPrefix(":") { rest = "127.0.0.1\(rest)" }
        if rest.hasPrefix("0.0.0.0") { rest = "127.0.0.1\(rest.dropFirst(7))" }
        let hasPort = rest.drop { $0 != ":" }.dropFirst().allSatisfy(\.isNumber) && rest.contains(":")
        return "http://\(rest)\(hasPort ? "" : ":\(usualPort)")/v1"
    }
}

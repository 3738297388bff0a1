/// The servers that are reached without a proxy, as `no_proxy` lists them.
struct ProxyExceptions: Sendable {
    private enum Entry: Sendable {
        case everything
        /// A name and all names below it.
        case domain(String)
        case network(IPNetwork)
    }

    private let entries: [Entry]

    /// Reads a list of names, addresses and networks, divided by commas or spaces; `*` stands for everything.
    init(_ list: String) {
        entries = list.split { $0 == "," || $0.isWhitespace }.map { Self.entry(String($0)) }
    }

    private static func entry(_ text: String) -> Entry {
        guard text != "*" else { return .everything }
        if let network = IPNetwork(text) { return .network(network) }
        return .domain(withoutDots(text.lowercased()))
    }

    /// Whether a host is among them.
    func contains(_ host: String) -> Bool {
        let address = IPAddress(host)
        let name = Self.withoutDots(host.lowercased())
        return entries.contains { entry in
            switch entry {
            case .everything: true
            case .domain(let domain): address == nil && (name == domain || name.hasSuffix("." + domain))
            case .network(let network): address.map { network.contains($0) } ?? false
            }
        }
    }

    private static func withoutDots(_ name: String) -> String {
        var name = name[...]
        if name.hasPrefix(".") { name.removeFirst() }
        if name.hasSuffix(".") { name.removeLast() }
        return String(name)
    }
}

internal import VoleryCore
internal import VoleryHTTP

/// The hosts that a command may reach by way of the runtime's proxy.
struct NetworkGrant: Sendable {
    /// One line of the grant: hosts, at one port or at those of the web.
    private struct Site: Sendable {
        let pattern: HostPattern
        let port: Int?
        /// The address, if the grant names one instead of a name.
        let address: IPAddress?
    }

    /// The ports of the web, for hosts that are named without one.
    private static let ports: Set<Int> = [80, 443, 8_080, 8_443]

    private let sites: [Site]
    private let texts: [String]

    /// The schema of the grant's `network` in a workflow.
    static let schema: JSONValue = [
        "anyOf": [
            ["type": "string", "enum": ["none"]],
            ["type": "array", "minItems": 1, "items": ["type": "string", "minLength": 1, "maxLength": 260]],
        ]
    ]

    /// Reads what a grant says of the network; nil for none.
    /// - Throws: `ToolFailure` when no host could be meant.
    init?(_ grant: JSONValue?) throws {
        guard let list = grant?.arrayValue, !list.isEmpty else { return nil }
        texts = list.compactMap(\.stringValue)
        sites = try texts.map(Self.site)
    }

    /// Refuses a line of a grant that names no hosts.
    /// - Throws: `ToolFailure` that says what would.
    static func check(_ text: String) throws { _ = try site(text) }

    /// The hosts, in words.
    var words: String { texts.joined(separator: ", ") }

    /// Whether it names this machine itself.
    var leadsToThisMachine: Bool { sites.contains { $0.address?.isThisMachine ?? false } }

    /// Whether a host may be reached.
    ///
    /// A name leads to public addresses only, so that whoever answers for it can't lead a command inside. An address
    /// that the grant names may be one of this machine or its network: its author wrote it, but never one of a cloud's
    /// metadata services.
    func verdict(_ host: String, _ port: Int) -> ForwardProxy.Verdict {
        let named = sites.filter { $0.pattern.matches(host) }
        guard !named.isEmpty else { return .refused("\(host) may not be reached: only \(words) may") }
        let found = named.filter { $0.port.map { $0 == port } ?? Self.ports.contains(port) }
        guard !found.isEmpty else { return .refused("\(host) may not be reached at port \(port)") }
        let own = Set(found.compactMap(\.address).filter { $0.isPrivateNetwork || $0.isThisMachine })
        return .allowed(AddressPolicy { address, _ in address.isPublic || own.contains(address) })
    }

    private static func site(_ text: String) throws -> Site {
        let (name, port) = try split(text)
        let address = IPAddress(name)
        if let address, !address.isPublic, !address.isPrivateNetwork, !address.isThisMachine {
            throw ToolFailure.final("`\(text)` may not be reached by any command: that address is not for programs")
        }
        return Site(pattern: try HostPattern(address?.description ?? name), port: port, address: address)
    }

    /// `name`, `name:port`, and the same of an address of version 6, which has brackets where a port follows.
    private static func split(_ text: String) throws -> (name: String, port: Int?) {
        if IPAddress(text) != nil { return (text, nil) }
        let hasBrackets = text.hasPrefix("[") && text.contains("]")
        let name = hasBrackets ? text.dropFirst().prefix { $0 != "]" } : text.prefix { $0 != ":" }
        let rest = text.dropFirst(name.count + (hasBrackets ? 2 : 0))
        guard !rest.isEmpty else { return (String(name), nil) }
        guard rest.hasPrefix(":"), let port = Int(rest.dropFirst()), (1...65_535).contains(port) else {
            throw ToolFailure.final(
                "`\(text)` names no hosts: write `example.org`, `*.example.org` or `example.org:8000`"
            )
        }
        return (String(name), port)
    }
}

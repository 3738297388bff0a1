internal import VoleryCore
internal import VoleryHTTP

/// Which pages a tool may fetch, and how much of them.
struct WebGrant: Sendable {
    /// The hosts that may be asked; empty for all.
    let allow: [HostPattern]
    /// The hosts that may not.
    let deny: [HostPattern]
    /// The most bytes that are taken of a page, decompressed.
    let maxSize: Int
    /// The most time for a page, redirects included.
    let time: Duration
    /// Whether a site's `robots.txt` counts: `robots: ignore` is for one's own sites.
    let respectsRobots: Bool

    /// The schema of the grant in a workflow.
    static var schema: JSONValue {
        let hosts: JSONValue = [
            "type": "array", "minItems": 1, "items": ["type": "string", "minLength": 1, "maxLength": 253],
        ]
        return [
            "type": "object",
            "additionalProperties": false,
            "properties": [
                "allow": hosts,
                "deny": hosts,
                "max_size": ["type": "string", "pattern": .string(Quantity.sizePattern)],
                "robots": ["type": "string", "enum": ["respect", "ignore"]],
                "time": ["type": "string", "pattern": .string(Quantity.durationPattern)],
            ],
        ]
    }

    private static let largest = 32_000_000
    private static let times = Duration.seconds(5)...Duration.seconds(30)

    /// Reads a grant.
    /// - Throws: `ToolFailure` when it can't be given.
    init(_ grant: JSONValue) throws {
        allow = try (grant["allow"]?.arrayValue ?? []).compactMap(\.stringValue).map { try HostPattern($0) }
        deny = try (grant["deny"]?.arrayValue ?? []).compactMap(\.stringValue).map { try HostPattern($0) }
        respectsRobots = grant["robots"]?.stringValue != "ignore"
        maxSize = try grant["max_size"]?.stringValue.map(Self.size) ?? 1 << 20
        time = try grant["time"]?.stringValue.map(Self.time) ?? .seconds(20)
    }

    /// What of a grant that fits its schema can't be given.
    static func faults(in grant: JSONValue) -> [GrantFault] {
        var check = GrantCheck(grant)
        check.readEach(of: "allow") { try HostPattern($0) }
        check.readEach(of: "deny") { try HostPattern($0) }
        check.read("max_size", by: size)
        check.read("time", by: time)
        return check.faults
    }

    private static func size(_ text: String) throws -> Int {
        guard let size = Quantity.bytes(text), (1...largest).contains(size) else {
            throw ToolFailure.final("`max_size: \(text)` must be from 1B to 32MB")
        }
        return size
    }

    private static func time(_ text: String) throws -> Duration {
        guard let time = Quantity.duration(text), times.contains(time) else {
            throw ToolFailure.final("`time: \(text)` must be from 5s to 30s")
        }
        return time
    }

    /// The hosts of the grant, in words.
    var words: String {
        let hosts = allow.isEmpty ? "any site of the public web" : allow.map(\.text).joined(separator: ", ")
        return deny.isEmpty ? hosts : "\(hosts), but not \(deny.map(\.text).joined(separator: ", "))"
    }

    /// Refuses a page on a host that is not granted.
    /// - Throws: `ToolFailure` that says which hosts are.
    func check(_ url: WebURL) throws {
        if deny.contains(where: { $0.matches(url.host) }) {
            throw ToolFailure.correctable("\(url.host) may not be asked: it is denied here")
        }
        guard allow.isEmpty || allow.contains(where: { $0.matches(url.host) }) else {
            let names = allow.map(\.text).joined(separator: ", ")
            throw ToolFailure.correctable("\(url.host) may not be asked: only \(names) may")
        }
    }
}

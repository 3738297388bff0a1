internal import VoleryCore
internal import VolerySandbox

/// What a shell may see, change and use up.
struct ShellGrant: Sendable {
    let sandbox: Sandbox
    let limits: SandboxLimits
    /// The hosts that commands may reach; nil for none.
    let network: NetworkGrant?
    private let bounds: SandboxBounds
    private let minimum: SandboxTier

    /// What its commands can touch; `program` is what is run, in words.
    func reach(of program: String) -> Reach {
        guard isHeld else { return Self.reach(ofUnheld: program, limits) }
        let writable = bounds.writable.map { $0.isEmpty ? [] : ["in the workspace: \($0.joined(separator: ", "))"] }
        return Reach(
            reads: ["all of the workspace", "the system's programs"] + bounds.readable,
            writes: writable ?? ["all of the workspace but what other programs trust"],
            runs: ["\(program), \(place): \(limits.words)"],
            talksTo: network.map { ["\($0.words), by HTTP and HTTPS from its commands"] } ?? []
        )
    }

    private static func reach(ofUnheld program: String, _ limits: SandboxLimits) -> Reach {
        Reach(
            reads: ["all that a user without rights can"],
            writes: ["all that a user without rights can"],
            runs: ["\(program), in no sandbox, which takes --allow-unsandboxed: \(limits.words)"],
            talksTo: ["all that this machine can, from its commands"]
        )
    }

    /// What holds its commands, in words.
    private var place: String {
        minimum == .landlock ? "in a sandbox, a weaker one where bubblewrap can't work" : "in a sandbox"
    }

    /// Whether there is a sandbox around its commands, without which there are only limits.
    var isHeld: Bool { minimum != .none }

    /// What its commands touch.
    var effects: ToolEffects {
        let own: ToolEffects = [.readsPrivateData, .changesWorkspace]
        return network == nil && isHeld ? own : own.union([.sendsOutside, .readsUntrusted])
    }

    /// The schema of the grant in a workflow.
    static var schema: JSONValue {
        let size: JSONValue = ["type": "string", "pattern": .string(Quantity.sizePattern)]
        let paths: JSONValue = ["type": "array", "items": ["type": "string", "minLength": 1]]
        return [
            "type": "object",
            "additionalProperties": false,
            "properties": [
                "network": NetworkGrant.schema,
                "writable": paths,
                "readable": paths,
                "time": ["type": "string", "pattern": .string(Quantity.durationPattern)],
                "memory": size,
                "processes": ["type": "integer", "minimum": 1, "maximum": 4_096],
                "output": size,
            ],
        ]
    }

    /// Opens the workspace for the commands of a grant.
    /// - Parameters:
    ///   - grant: The grant as a workflow gives it.
    ///   - workspace: The workspace's folder.
    ///   - minimum: The least that is to hold commands.
    ///   - searchPath: Where the sandbox's program is looked for; by default in the usual folders.
    /// - Throws: `ToolFailure` when that can't be.
    init(
        _ grant: JSONValue,
        workspace: String,
        minimum: SandboxTier = .bubblewrap,
        searchPath: String? = nil
    ) throws {
        let writable = grant["writable"]?.arrayValue?.compactMap(\.stringValue)
        let bounds = SandboxBounds(
            readable: grant["readable"]?.arrayValue?.compactMap(\.stringValue) ?? [],
            writable: writable
        )
        self.bounds = bounds
        self.minimum = minimum
        do {
            sandbox = try Sandbox(workspace: workspace, bounds: bounds, minimum: minimum, searchPath: searchPath)
        } catch {
            throw ToolFailure.final(error.description)
        }
        network = try NetworkGrant(grant["network"])
        var limits = SandboxLimits()
        if let time = grant["time"]?.stringValue { limits.time = try Self.time(time) }
        // A command that may take ten minutes may spend them in one process.
        limits.processorTime = max(limits.processorTime, limits.time)
        if let memory = grant["memory"]?.stringValue { limits.memory = try Self.size(memory) }
        if let output = grant["output"]?.stringValue { limits.output = try Self.size(output) }
        limits.processes = grant["processes"]?.intValue ?? limits.processes
        self.limits = limits
    }

    /// What of a grant that fits its schema can't be given, whatever the machine and the workspace hold.
    static func faults(in grant: JSONValue) -> [GrantFault] {
        var check = GrantCheck(grant)
        check.readEach(of: "network", by: NetworkGrant.check)
        check.readEach(of: "writable") { try SandboxBounds(writable: [$0]).check() }
        check.readEach(of: "readable") { try SandboxBounds(readable: [$0]).check() }
        check.read("time", by: time)
        check.read("memory", by: size)
        check.read("output", by: size)
        return check.faults
    }

    private static func time(_ text: String) throws -> Duration {
        guard let time = Quantity.duration(text), time > .zero else { throw nothing }
        return time
    }

    private static func size(_ text: String) throws -> Int {
        guard let size = Quantity.bytes(text), size > 0 else { throw nothing }
        return size
    }

    private static let nothing = ToolFailure.final(
        "a command without any time, memory or output can't run: give it more than zero"
    )
}

extension SandboxLimits {
    /// The limits that a grant can set, in words.
    fileprivate var words: String {
        "\(time.components.seconds) s, \(memory / 1_000_000) MB of memory, \(processes) processes"
    }
}

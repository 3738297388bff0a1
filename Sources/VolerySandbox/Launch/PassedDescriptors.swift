import Glibc

/// Both ends of everything that is passed between the runtime and one sandbox.
struct PassedDescriptors: Sendable {
    /// What the sandbox gets, in the order of ``PassedDescriptor``.
    let inherited: [Descriptor]
    let output: Descriptor
    let errors: Descriptor
    let go: Descriptor
    let ready: Descriptor

    init(_ profile: SandboxProfile?, _ gate: StartGate, input: [UInt8], withNetwork: Bool = false) throws {
        let output = try Descriptor.pipe()
        let errors = try Descriptor.pipe()
        let go = try Descriptor.pipe()
        let ready = try Descriptor.pipe()
        inherited = [
            try Self.readable(input),
            output.writing,
            errors.writing,
            try .memory("arguments", profile?.arguments.zeroEnded ?? []),
            try .memory("filter", profile == nil ? [] : Self.filter(withNetwork)),
            try .memory("passwd", profile == nil ? [] : Self.users),
            try .memory("group", profile == nil ? [] : Self.groups),
            go.reading,
            ready.writing,
            try .memory("payload", gate.payload),
        ]
        for end in [output.reading, errors.reading, ready.reading] { end.stopBlocking() }
        self.output = output.reading
        self.errors = errors.reading
        self.go = go.writing
        self.ready = ready.reading
    }

    /// The input lies ready as a file: nothing has to be written while the command runs.
    private static func readable(_ input: [UInt8]) throws(SystemError) -> Descriptor {
        let file = input.isEmpty ? nil : try Descriptor.memory("input", input)
        let number = open(file.map { "/proc/self/fd/\($0.number)" } ?? "/dev/null", O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw SystemError.last }
        return Descriptor(owning: number)
    }

    /// The filter for a command that nothing but its process group holds.
    static func confiningFilter() throws(SandboxError) -> [UInt8] {
        guard let confining else { throw unknownProcessor }
        return confining
    }

    private static func filter(_ withNetwork: Bool) throws(SandboxError) -> [UInt8] {
        guard let bytes = withNetwork ? networkFilter : usualFilter else {
            throw unknownProcessor
        }
        return bytes
    }

    private static let unknownProcessor = SandboxError(
        .unavailable,
        "There is no sandbox for this processor: only for x86_64 and aarch64."
    )
    private static let confining = Architecture.current.map { SystemCallFilter(for: $0, keepsGroup: true).bytes }
    private static let usualFilter = Architecture.current.map { SystemCallFilter(for: $0).bytes }
    private static let networkFilter = Architecture.current.map { SystemCallFilter(for: $0, withNetwork: true).bytes }
    private static let users = Array(
        """
        root:x:0:0:root:/:/usr/sbin/nologin
        sandbox:x:1000:1000:sandbox:\(Sandbox.workspace):/bin/bash
        nobody:x:65534:65534:nobody:/:/usr/sbin/nologin

        """.utf8
    )
    private static let groups = Array("root:x:0:\nsandbox:x:1000:\nnogroup:x:65534:\n".utf8)
}

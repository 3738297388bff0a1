import Glibc

/// The limits that the kernel keeps for each process, in the form that the start gate sets them.
///
/// They are set inside: the limit on processes counts within the sandbox's own user namespace only there.
struct ResourceLimits: Equatable, Sendable {
    /// Options of bash's `ulimit`.
    var options: String

    /// The limits of a command, with which the kernel counts `others` besides its own processes.
    init(_ limits: SandboxLimits, besides others: Int = 0) {
        let seconds = limits.processorTime.components
        let processorTime = Int(seconds.seconds) + (seconds.attoseconds > 0 ? 1 : 0)
        options = [
            "-c 0 -l 0 -q 0",
            "-n \(Self.within(Int32(RLIMIT_NOFILE.rawValue), limits.openFiles))",
            "-f \(Self.within(Int32(RLIMIT_FSIZE.rawValue), limits.fileSize) / 1024)",
            "-v \(Self.within(Int32(RLIMIT_AS.rawValue), limits.addressSpace) / 1024)",
            "-t \(Self.within(Int32(RLIMIT_CPU.rawValue), processorTime))",
            "-u \(Self.within(Int32(__RLIMIT_NPROC.rawValue), limits.processes + others))",
        ].joined(separator: " ")
    }

    /// No more than this process may have: nobody raises a limit without special rights.
    private static func within(_ resource: Int32, _ wanted: Int) -> Int {
        var current = rlimit()
        let result: Int32 = getrlimit(resource, &current)
        guard result == 0 else { return wanted }
        return Int(clamping: min(UInt64(wanted), UInt64(current.rlim_max)))
    }
}

/// What a command may use up.
///
/// Whatever goes beyond ends the command or fails in it, as each limit says.
public struct SandboxLimits: Hashable, Sendable {
    /// The time from start to end; then everything the command started is killed.
    public var time: Duration
    /// The processor time of one process, in whole seconds; then it is killed.
    public var processorTime: Duration
    /// The memory of all processes together, in bytes, looked at ten times a second; then all are killed.
    public var memory: Int
    /// The address space of one process, in bytes; more is refused to it.
    public var addressSpace: Int
    /// Processes and threads at one time; more are refused.
    public var processes: Int
    /// Open files of one process; more are refused.
    public var openFiles: Int
    /// The size of one file, in bytes; what writes beyond is killed.
    public var fileSize: Int
    /// The size of `/tmp`, and of `/dev/shm`, in bytes; more is refused.
    public var temporaryFiles: Int
    /// The bytes kept of each of the two outputs; past 16 times this all is killed.
    public var output: Int

    /// Creates limits; each has a default that suits a build or a test run.
    public init(
        time: Duration = .seconds(60),
        processorTime: Duration = .seconds(30),
        memory: Int = 1 << 30,
        addressSpace: Int = 4 << 30,
        processes: Int = 64,
        openFiles: Int = 256,
        fileSize: Int = 64 << 20,
        temporaryFiles: Int = 64 << 20,
        output: Int = 64 << 10
    ) {
        self.time = time
        self.processorTime = processorTime
        self.memory = memory
        self.addressSpace = addressSpace
        self.processes = processes
        self.openFiles = openFiles
        self.fileSize = fileSize
        self.temporaryFiles = temporaryFiles
        self.output = output
    }
}

extension SandboxLimits {
    /// An output of more than this many bytes ends the command.
    var fatalOutput: Int { Self.multiplied(output, by: 16) }

    func check() throws(SandboxError) {
        let amounts = [
            ("memory", memory), ("addressSpace", addressSpace), ("processes", processes), ("openFiles", openFiles),
            ("fileSize", fileSize), ("temporaryFiles", temporaryFiles), ("output", output),
        ]
        for (name, amount) in amounts where amount <= 0 {
            throw SandboxError(.invalid, "The sandbox's limit \(name) is \(amount); it must be more than zero.")
        }
        guard time > .zero, processorTime > .zero else {
            throw SandboxError(.invalid, "The sandbox's limits on time must be more than zero.")
        }
    }

    private static func multiplied(_ value: Int, by factor: Int) -> Int {
        let (product, overflow) = value.multipliedReportingOverflow(by: factor)
        return overflow ? .max : product
    }
}

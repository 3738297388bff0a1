/// The right to append to a run, which one owner has at a time.
public struct RunClaim: Sendable, Hashable {
    /// The run's id.
    public let run: String
    /// How many times the run was claimed; an append with an earlier number is refused.
    public let epoch: Int

    /// A claim as a journal gives it.
    public init(run: String, epoch: Int) {
        self.run = run
        self.epoch = epoch
    }
}

/// The process that works on a run.
public struct RunOwner: Sendable, Hashable, Codable {
    /// The machine; processes that can see each other's numbers share it.
    public var host: String
    /// The machine's start, which differs after each.
    public var boot: String
    /// The process's number.
    public var process: Int
    /// When the process began, in ticks since the machine's start: numbers of processes are given again.
    public var began: UInt64
    /// Which of the journals that the process opened it is, from 1.
    public var journal: Int

    /// A process, by one of its journals.
    public init(host: String, boot: String, process: Int, began: UInt64, journal: Int = 1) {
        self.host = host
        self.boot = boot
        self.process = process
        self.began = began
        self.journal = journal
    }
}

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Works through many texts and watches that none takes long or much memory.
public struct MutationRun {
    /// Whether the whole is to be done, as `VOLERY_LONG=1` asks for, and not a share of it.
    public static var isWhole: Bool { getenv("VOLERY_LONG").map { String(cString: $0) } == "1" }

    /// How many texts were worked on.
    public private(set) var count = 0
    /// How many of them were taken for good.
    public private(set) var accepted = 0
    /// The text that took the most of the processor's time, and how many seconds.
    public private(set) var slowest: (text: [UInt8], seconds: Double) = ([], 0)
    private let memoryBefore = Self.peakMemory()

    /// Nothing was worked on yet.
    public init() {}

    /// Works on one text; `work` says whether the text was taken for good.
    public mutating func add(_ text: [UInt8], _ work: () throws -> Bool) rethrows {
        let start = Self.processorTime()
        if try work() { accepted += 1 }
        let seconds = Self.processorTime() - start
        if seconds > slowest.seconds { slowest = (text, seconds) }
        count += 1
    }

    /// By how many MiB the most memory that the process had at once has grown.
    public var memoryGrowth: Int { (Self.peakMemory() - memoryBefore) / 1024 }

    /// What was done, in a line.
    public func summary(of what: String) -> String {
        let milliseconds = Int(slowest.seconds * 1000)
        return "mutated \(what): \(count), of them \(accepted) accepted; the slowest took \(milliseconds) ms of a "
            + "processor, memory grew by \(memoryGrowth) MiB"
    }

    /// This thread's time on a processor, so that other work on the machine does not count.
    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func peakMemory() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss
    }
}

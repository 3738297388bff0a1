import Glibc

/// What a piece of work took: the time on the wall and the process's time on processors, in seconds.
struct Lap {
    var wall: Double
    var processor: Double

    /// Does work and measures it.
    static func measuring(_ work: () async throws -> Void) async rethrows -> Lap {
        let (wall, processor) = (ContinuousClock.now, processorTime())
        try await work()
        let elapsed = (ContinuousClock.now - wall).components
        return Lap(
            wall: Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18,
            processor: processorTime() - processor
        )
    }

    /// Does work that waits for nothing and measures it.
    static func measuring(_ work: () throws -> Void) rethrows -> Lap {
        let (wall, processor) = (ContinuousClock.now, processorTime())
        try work()
        let elapsed = (ContinuousClock.now - wall).components
        return Lap(
            wall: Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18,
            processor: processorTime() - processor
        )
    }

    static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// The most memory that the process has had at once, in KiB.
func peakMemory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
}

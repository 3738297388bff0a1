#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// The time of the machine.
enum SystemClock {
    /// Seconds since 1970-01-01T00:00:00Z.
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

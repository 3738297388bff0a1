internal import VoleryHTTP

/// How long a server asks to wait before the next try.
enum RetryAfter {
    /// Reads `retry-after-ms` and `x-ms-retry-after-ms` (milliseconds), then `Retry-After` (seconds or a date).
    ///
    /// - Parameters:
    ///   - headers: The answer's header fields.
    ///   - now: Seconds since 1970, for a date where the server doesn't tell its own time.
    /// - Returns: The wait, never below zero; `nil` if none is asked for, or in words that can't be read.
    static func read(_ headers: HTTPHeaders, now: Double) -> Duration? {
        for name in ["retry-after-ms", "x-ms-retry-after-ms"] {
            if let wait = headers[name].flatMap(Double.init) { return duration(seconds: wait / 1_000) }
        }
        guard let text = headers["Retry-After"] else { return nil }
        if let seconds = Double(text) { return duration(seconds: seconds) }
        guard let date = HTTPDate.seconds(text) else { return nil }
        let today = headers["Date"].flatMap(HTTPDate.seconds).map(Double.init) ?? now
        return duration(seconds: Double(date) - today)
    }

    /// Bounded by a year, so that nobody's sum of durations overflows.
    private static func duration(seconds: Double) -> Duration? {
        seconds.isNaN ? nil : .milliseconds(Int64(min(max(0, seconds), 31_536_000) * 1_000))
    }
}

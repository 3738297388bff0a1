internal import VoleryWorkflow

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Times as people here write them: by the clock and calendar of this machine's time zone.
enum LocalTime {
    /// Beyond these years nothing was recorded.
    private static let bound = 1e11

    /// `2026-11-28 09:05`.
    static func text(_ seconds: Double) -> String { formatted(seconds, "%Y-%m-%d %H:%M") }

    /// `2026-11-28`.
    static func day(_ seconds: Double) -> String { formatted(seconds, "%Y-%m-%d") }

    private static func formatted(_ seconds: Double, _ format: String) -> String {
        guard seconds.isFinite, abs(seconds) < bound else { return "?" }
        var (time, parts) = (time_t(seconds.rounded(.down)), tm())
        guard localtime_r(&time, &parts) != nil else { return "?" }
        var bytes = [CChar](repeating: 0, count: 64)
        let count = strftime(&bytes, bytes.count, format, &parts)
        return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The moment that a text names.
    ///
    /// - Parameters:
    ///   - text: How long ago, as `90m` or `7d`; or a day, as `2026-11-28`, with a time, as `2026-11-28T09:05`, which
    ///     a `Z` makes one of UTC.
    ///   - now: Seconds since 1970.
    /// - Returns: Seconds since 1970.
    /// - Throws: `UsageError` if it is none of these.
    static func moment(_ text: String, now: Double) throws(UsageError) -> Double {
        if let seconds = calendar(text) { return seconds }
        do throws(QuantityFault) {
            let ago = try DurationText.duration(text, mayBeZero: true).components
            return now - Double(ago.seconds) - Double(ago.attoseconds) / 1e18
        } catch {
            if text.contains("-") {
                throw UsageError("there is no day `\(text)`; days are written as `2026-11-28` or `2026-11-28T09:05`")
            }
            let hint = error.suggestion.map { "; did you mean `\($0)`?" } ?? ""
            throw UsageError(
                "`\(text)` is neither how long ago, such as `7d`, nor a day, such as `2026-11-28`: \(error.message)\(hint)"
            )
        }
    }

    private static func calendar(_ text: String) -> Double? {
        let isUTC = text.hasSuffix("Z")
        let written = (isUTC ? text.dropLast() : text[...]).replacing(" ", with: "T")
        let halves = written.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let date = halves.first.flatMap({ numbers($0, "-") }), date.count == 3, date[0] >= 1970,
            let clock = halves.count == 1 ? [0, 0, 0] : numbers(halves[1], ":"), (2...3).contains(clock.count),
            clock[0] < 24, clock[1] < 60, clock.count == 2 || clock[2] < 60
        else { return nil }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (date[0] - 1900, date[1] - 1, date[2])
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (clock[0], clock[1], clock.count == 3 ? clock[2] : 0)
        parts.tm_isdst = -1
        let time = isUTC ? timegm(&parts) : mktime(&parts)
        // The 31st of February is no day.
        return (parts.tm_mon, parts.tm_mday) == (date[1] - 1, date[2]) ? Double(time) : nil
    }

    private static func numbers(_ text: Substring, _ separator: Character) -> [Int32]? {
        let numbers = text.split(separator: separator, omittingEmptySubsequences: false).map { part in
            part.utf8.count <= 4 && part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int32(part) : nil
        }
        return numbers.contains(nil) ? nil : numbers.compactMap(\.self)
    }
}

internal import VoleryCEL

/// How long a `wait` step waits.
package enum WaitTime: Sendable, Hashable {
    /// For a while.
    case duration(Duration)
    /// Until a time: seconds since 1970.
    case until(Double)

    /// Reads `30s`, or a timestamp such as `2026-12-01T09:00:00Z`.
    package init(_ text: String) throws(QuantityFault) {
        let text = text.trimmingWhitespace
        if text.contains("T") || text.contains("t"), let time = CELTimestamp(text) {
            self = .until(Double(time.seconds) + Double(time.nanoseconds) / 1e9)
        } else {
            self = .duration(try DurationText.duration(text, mayBeZero: true))
        }
    }

    /// What is wrong with a text; `nil` if nothing is.
    package static func fault(in text: String) -> QuantityFault? {
        do throws(QuantityFault) {
            _ = try WaitTime(text)
            return nil
        } catch {
            return error
        }
    }
}

extension String {
    /// The text without white space at its ends.
    fileprivate var trimmingWhitespace: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}

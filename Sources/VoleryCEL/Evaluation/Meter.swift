import VoleryCore

/// Counts the work of an evaluation and stops it at its bound.
class Meter {
    private var remaining: Int
    let limits: CELLimits
    /// The pattern that was used last, since a macro asks for the same one again and again.
    private var lastPattern: RegularExpression?

    init(_ limits: CELLimits) {
        remaining = limits.work
        self.limits = limits
    }

    /// Takes steps of work from what is left.
    final func charge(_ steps: Int) throws(CELError) {
        guard steps <= remaining else {
            remaining = 0
            throw workBound()
        }
        remaining -= steps
    }

    /// Pays for making a text or byte string of a size.
    final func chargeText(made bytes: Int) throws(CELError) {
        try checkText(total: bytes)
        try charge(bytes >> 3)
    }

    /// Checks the size of a text or byte string whose parts were paid for.
    final func checkText(total bytes: Int) throws(CELError) {
        guard bytes <= limits.textBytes else {
            throw CELError(
                .workBound,
                "The expression makes a text of \(bytes) bytes; at most \(limits.textBytes) are allowed."
            )
        }
    }

    /// Pays for reading through a text or byte string of a size.
    final func chargeText(read bytes: Int) throws(CELError) {
        try charge(bytes >> 5)
    }

    /// Pays for making a list or map of a size.
    final func chargeElements(_ count: Int) throws(CELError) {
        try charge(count.multipliedReportingOverflow(by: 4).overflow ? Int.max : count * 4)
    }

    /// A regular expression; compiling one is paid for by its size, and by a few milliseconds where it is refused.
    final func pattern(_ pattern: String) throws(CELError) -> RegularExpression {
        if let lastPattern, lastPattern.pattern.isByteForByte(pattern) { return lastPattern }
        try charge(2_000 + pattern.utf8.count)
        let compiled: RegularExpression
        do {
            compiled = try TextPattern.compile(pattern)
        } catch {
            try charge(60_000)
            throw error
        }
        try charge(compiled.programSize * 2)
        lastPattern = compiled
        return compiled
    }

    private func workBound() -> CELError {
        CELError(
            .workBound,
            "The expression needs more work than is allowed (\(limits.work) steps); make its lists or texts smaller."
        )
    }
}

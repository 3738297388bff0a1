/// Whoever answers what runs ask: a person at a terminal, a web page, a script of a test.
public protocol People: Sendable {
    /// Waits for a person's answer.
    ///
    /// Several questions may be asked at a time. When the task is cancelled, the question is no longer asked.
    ///
    /// - Parameter question: What is asked.
    /// - Returns: The answer; `question.fault(of:)` finds nothing wrong with it.
    /// - Throws: `CancellationError` when the task is cancelled; `NobodyToAsk` if there is nobody after all.
    @concurrent func answer(_ question: Question) async throws -> Answer
}

/// A question was asked where nobody can answer.
public struct NobodyToAsk: Error, Sendable, Hashable, CustomStringConvertible {
    /// What to do about it.
    public var description: String

    /// An error that says what to do.
    public init(_ description: String = "nobody can be asked here") {
        self.description = description
    }
}

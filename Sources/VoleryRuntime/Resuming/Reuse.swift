public import VoleryCore

/// What a new run takes from an earlier one: every effect at an unchanged address with an unchanged request.
public struct Reuse: Sendable {
    /// The earlier run's id.
    public var run: String
    /// Its entries.
    public var entries: [Entry]
    /// From where on everything is done anew; nowhere unless given.
    public var from: Address?

    /// What is taken from a run.
    public init(run: String, entries: [Entry], from: Address? = nil) {
        self.run = run
        self.entries = entries
        self.from = from
    }
}

/// How far a walk goes.
///
/// A walk that comes to a bound goes on elsewhere, and says at its end that it left something out.
public struct WalkLimits: Hashable, Sendable {
    /// How many entries it visits in all.
    public var entries: Int
    /// How many folders deep it goes; each holds a descriptor open meanwhile.
    public var depth: Int

    /// Creates limits.
    public init(entries: Int = 200_000, depth: Int = 64) {
        self.entries = entries
        self.depth = depth
    }
}

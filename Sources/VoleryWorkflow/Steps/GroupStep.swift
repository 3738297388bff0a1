/// Steps of its own, in a scope of their own that sees the one around it.
public struct GroupStep: Sendable {
    /// The steps, in the file's order.
    public var steps: [Step]
    /// What the group puts out; a map of its steps' outputs unless given.
    public var output: TemplateValue?
    /// Does the steps again until something holds.
    public var repetition: Repetition?

    /// A group.
    public init(steps: [Step], output: TemplateValue? = nil, repetition: Repetition? = nil) {
        self.steps = steps
        self.output = output
        self.repetition = repetition
    }

    /// Rounds of a group.
    public struct Repetition: Sendable {
        /// The most rounds, at least 1.
        public var max: Int
        /// After a round for which this is true there is no other.
        public var until: Expression?

        /// Rounds.
        public init(max: Int, until: Expression? = nil) {
            self.max = max
            self.until = until
        }
    }
}

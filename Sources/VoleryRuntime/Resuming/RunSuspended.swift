public import VoleryCore

/// All that is left to do in a run is waiting for people or for times, so it uses nothing until it is resumed.
public struct RunSuspended: Error, Sendable, Hashable {
    /// The run's id.
    public var run: String
    /// What is waited for, by address.
    public var waits: [Wait]

    /// Something that is waited for.
    public struct Wait: Sendable, Hashable {
        /// The address of the question or the `wait`.
        public var address: Address
        /// The question; `nil` for a time.
        public var question: Question?
        /// The time, in seconds since 1970, or for a question that at which a `timeout` around it is over; `nil` if none.
        public var until: Double?

        init(address: Address, question: Question? = nil, until: Double? = nil) {
            self.address = address
            self.question = question
            self.until = until
        }
    }

    /// The first time at which the run goes on by itself: seconds since 1970; `nil` if only people are waited for.
    public var until: Double? { waits.compactMap(\.until).min() }
}

extension RunSuspended: CustomStringConvertible {
    /// What is waited for, in words.
    public var description: String {
        let addresses = waits.map(\.address.description).joined(separator: ", ")
        return "run \(run) waits at \(addresses)"
    }
}

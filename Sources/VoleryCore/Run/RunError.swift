/// Why a step or a run failed, for the person who has to act on it.
public struct RunError: Error, Sendable, Hashable, Codable {
    /// What kind of failure it is.
    public var code: Code
    /// What happened, and what to do about it where that is known.
    public var message: String
    /// Where in the run it happened.
    public var address: Address
    /// The key in the workflow that it is about, such as `steps.plan.prompt`.
    public var path: String?

    /// What kind of failure it is.
    ///
    /// `retry.on` names the first four.
    public struct Code: RawRepresentable, Sendable, Hashable, Codable {
        /// The code as it is shown and stored.
        public let rawValue: String

        /// A code from its text.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// No connection, too many requests, or a server in trouble, after all tries.
        public static let unavailable = Code(rawValue: "unavailable")
        /// It took longer than it may.
        public static let timeout = Code(rawValue: "timeout")
        /// An answer that does not fit its schema, or can't be understood, after all tries.
        public static let invalid = Code(rawValue: "invalid")
        /// A tool step's call failed.
        public static let tool = Code(rawValue: "tool")
        /// What is asked differs from what was recorded.
        public static let differs = Code(rawValue: "differs")
        /// A `fail` step said so.
        public static let fail = Code(rawValue: "fail")
        /// A limit was hit.
        public static let limit = Code(rawValue: "limit")
        /// The model or its server's filter refused.
        public static let refused = Code(rawValue: "refused")
        /// An expression or template could not be evaluated.
        public static let expression = Code(rawValue: "expression")
        /// The model's server does not accept the key, the model's name or the request.
        public static let model = Code(rawValue: "model")
        /// The inputs do not fit the workflow.
        public static let inputs = Code(rawValue: "inputs")
        /// A person has to answer, and nobody can be asked.
        public static let person = Code(rawValue: "person")
        /// The run was cancelled before it was done.
        public static let cancelled = Code(rawValue: "cancelled")
        /// The run was used after `withRun` had returned.
        public static let ended = Code(rawValue: "ended")
        /// A fault of the runtime itself.
        public static let `internal` = Code(rawValue: "internal")
    }

    /// A failure at an address.
    public init(_ code: Code, _ message: String, at address: Address, path: String? = nil) {
        self.code = code
        self.message = message
        self.address = address
        self.path = path
    }
}

extension RunError: CustomStringConvertible {
    /// The address and what happened there.
    public var description: String {
        address == .run ? message : "\(address): \(message)"
    }
}

/// One entry of a run's transcript: what was said or done, and where in the run.
///
/// The transcript is the only record of a run; conversations, events, usage and what a resumed run already knows are
/// views of it. Entries never hold what streamed by, and never a secret.
public struct Entry: Sendable, Hashable {
    /// The entry's number in its run, from 1.
    public var number: Int
    /// When it was written: seconds since 1970, for people alone.
    public var time: Double
    /// Where in the run.
    public var address: Address
    /// The digest of the request that this is the result of, if it is one.
    public var fingerprint: String?
    /// What was said or done.
    public var payload: Payload

    /// An entry.
    public init(number: Int, time: Double, address: Address, fingerprint: String? = nil, payload: Payload) {
        self.number = number
        self.time = time
        self.address = address
        self.fingerprint = fingerprint
        self.payload = payload
    }

    /// What an entry says.
    ///
    /// Its cases and labels are the JSON form's `type` and members.
    public enum Payload: Sendable, Hashable {
        /// The run began.
        case runStarted(run: String, workflow: String, inputs: JSONValue)
        /// The run came to its end.
        case runEnded(status: RunStatus, outputs: JSONValue?, error: RunError?, usage: Usage, seconds: Double)
        /// All of the run waits for a person or a time, and it rests; `until` is that time in seconds since 1970.
        case runSuspended(until: Double?)
        /// Somebody goes on with the run.
        case runResumed
        /// A step, or an element, round or try of one, began.
        case stepStarted(kind: String, detail: String?)
        /// A step ended for good.
        case stepEnded(status: StepStatus, output: JSONValue?, error: RunError?, usage: Usage, seconds: Double)
        /// A try of a step failed and another follows.
        case stepRetried(error: RunError, seconds: Double)
        /// A message was added to the conversation at this address. What the model says and what tools return are
        /// entries of their own.
        case messageAdded(message: Message)
        /// A model is asked.
        case modelStarted(model: String)
        /// An attempt to ask failed; another follows after a wait.
        case modelRetried(attempt: Int, error: ModelFailure, seconds: Double)
        /// The model answered.
        case modelEnded(reply: ModelReply)
        /// The model gave no answer.
        case modelFailed(error: ModelFailure)
        /// A tool is called.
        case toolStarted(tool: String, arguments: JSONValue)
        /// The call gave a result.
        case toolEnded(tool: String, output: JSONValue, media: [Media] = [], failure: String?)
        /// The call failed, or could not be made; this is what the model is told.
        case toolFailed(tool: String, message: String, correctable: Bool)
        /// A command connected by way of the runtime's proxy, or wanted to; then `failure` says why it did not.
        case networkUsed(host: String, port: Int, failure: String?)
        /// A command is held by less than bubblewrap: by `landlock`, or by `none`.
        case sandboxLowered(to: String)
        /// A person is asked.
        case questionAsked(question: Question)
        /// A person answered, or an earlier approval covers the call.
        case questionAnswered(answer: Answer)
        /// A step waits until a time: seconds since 1970.
        case waitStarted(until: Double)
        /// The time has come.
        case waitEnded
    }
}

/// How a run ended.
public enum RunStatus: String, Sendable, Hashable, Codable {
    /// It did all it should.
    case completed
    /// A step failed and nothing caught it.
    case failed
    /// It was stopped from outside.
    case cancelled
}

/// How a step ended.
public enum StepStatus: String, Sendable, Hashable, Codable {
    /// It has an output.
    case completed
    /// It was not done, by its `if` or because something that it needs was skipped.
    case skipped
    /// It failed for good.
    case failed
}

/// A model's failure as a transcript keeps it.
public struct ModelFailure: Sendable, Hashable, Codable {
    /// What kind of failure it was.
    public var kind: ModelError.Kind
    /// What happened.
    public var message: String
    /// The HTTP status, if an answer came.
    public var status: Int?

    /// What is kept of an error.
    public init(_ error: ModelError) {
        kind = error.kind
        message = error.message
        status = error.status
    }
}

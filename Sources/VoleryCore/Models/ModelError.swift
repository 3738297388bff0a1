/// Why a model gave no answer.
public struct ModelError: Error, Sendable, Hashable {
    /// What kind of failure it is; decides whether trying again can help.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// No connection, too many requests, or the server is in trouble: may help to try again.
        case unavailable
        /// It took too long.
        case timeout
        /// The key is missing, wrong or not allowed to do this.
        case authentication
        /// There is no such model.
        case unknownModel
        /// The conversation does not fit the model's window.
        case contextFull
        /// The server's content filter held the prompt or the answer back.
        case refused
        /// The server does not accept the request.
        case invalidRequest
        /// The answer can't be understood, or ended before it was whole.
        case malformedAnswer
    }

    /// What kind of failure it is.
    public var kind: Kind
    /// What happened, with the server's own words, without secrets.
    public var message: String
    /// The HTTP status, if an answer came.
    public var status: Int?
    /// How long the server asks to wait before the next try.
    public var retryAfter: Duration?
    /// Whether the same request may be sent again with a chance of success.
    public var isRetryable: Bool

    /// A failure; one that is `unavailable`, a `timeout` or a `malformedAnswer` is retryable unless said otherwise.
    public init(
        _ kind: Kind,
        _ message: String,
        status: Int? = nil,
        retryAfter: Duration? = nil,
        isRetryable: Bool? = nil
    ) {
        self.kind = kind
        self.message = message
        self.status = status
        self.retryAfter = retryAfter
        self.isRetryable = isRetryable ?? [.unavailable, .timeout, .malformedAnswer].contains(kind)
    }
}

extension ModelError: CustomStringConvertible {
    /// What happened.
    public var description: String { message }
}

internal import VoleryCore
internal import VoleryHTTP

extension ModelError {
    /// What a failed exchange means for a model.
    ///
    /// - Parameters:
    ///   - error: Why the exchange failed.
    ///   - hasBegun: Whether the answer had begun.
    init(_ error: HTTPError, hasBegun: Bool) {
        switch error.code {
        case .idleTimedOut, .totalTimedOut:
            self.init(.timeout, error.message)
        case .lineTooLong, .eventTooLarge, .bodyTooLarge, .headersTooLarge:
            self.init(.malformedAnswer, error.message, isRetryable: false)
        case .protocolViolation:
            self.init(.malformedAnswer, error.message)
        case .connectionLost where hasBegun:
            self.init(.malformedAnswer, error.message)
        case .couldNotConnect:
            self.init(.unavailable, "\(error.message) Is the server running, and is its address right?")
        case .addressRefused, .invalidURL, .invalidRequest:
            self.init(.invalidRequest, error.message)
        case .tlsFailed, .shutDown:
            self.init(.unavailable, error.message, isRetryable: false)
        default:
            self.init(.unavailable, error.message)
        }
    }
}

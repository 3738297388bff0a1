extension HTTPError: CustomStringConvertible {
    /// What happened and what to do, for the person who reads it.
    public var description: String { message }

    /// What happened and what to do, for the person who reads it.
    public var message: String {
        guard let detail else { return summary }
        return "\(summary) \(detail)"
    }

    private var summary: String {
        let server = server ?? "the server"
        switch code.kind {
        case .couldNotResolve: return "The address of \(server) could not be found."
        case .couldNotConnect: return "No connection to \(server)."
        case .addressRefused: return "A connection to \(server) is not allowed."
        case .tlsFailed: return "No secure connection to \(server)."
        case .connectTimedOut: return "Connecting to \(server) took too long."
        case .idleTimedOut: return "\(server) went silent."
        case .totalTimedOut: return "The answer of \(server) took too long as a whole."
        case .connectionLost: return "\(server) closed the connection before its answer was complete."
        case .protocolViolation: return "The answer of \(server) is not valid HTTP."
        case .bodyTooLarge: return "The answer of \(server) is too large."
        case .headersTooLarge: return "The header fields of \(server) are too large."
        case .lineTooLong: return "A line in the event stream is too long."
        case .eventTooLarge: return "An event in the event stream is too large."
        case .invalidURL: return "This is not a web address that can be used."
        case .invalidRequest: return "The request to \(server) can't be sent."
        case .responseGone: return "The response of \(server) was read after its closure had ended."
        case .shutDown: return "The HTTP client was shut down."
        case .outOfResources: return "The system has no room for another connection."
        }
    }
}

/// Why a request came to nothing, or its response to no end.
///
/// It names the server by host and port, never by the whole URL, and holds no header and no body: any of these may be
/// secret. A response of any status is no error. A cancelled task gets `CancellationError` instead.
public struct HTTPError: Error, Sendable, Hashable {
    /// What kind of failure it is; further kinds may come, so a `switch` over it needs a default.
    public struct Code: Sendable, Hashable {
        enum Kind: Sendable, Hashable {
            case couldNotResolve, couldNotConnect, addressRefused, tlsFailed
            case connectTimedOut, idleTimedOut, totalTimedOut
            case connectionLost, protocolViolation, bodyTooLarge, headersTooLarge, lineTooLong, eventTooLarge
            case invalidURL, invalidRequest, responseGone, shutDown, outOfResources
        }

        let kind: Kind
    }

    /// What kind of failure it is.
    public let code: Code
    /// The server's host and port, such as `api.example.org:443`, where known.
    public let server: String?
    /// What more is known, as a sentence; nothing if the code says it all.
    public let detail: String?

    init(_ code: Code, at server: String? = nil, detail: String? = nil) {
        self.code = code
        self.server = server
        self.detail = detail
    }

    /// Whether the same request may well succeed when it is sent again a little later.
    public var isTransient: Bool {
        switch code.kind {
        case .couldNotResolve, .couldNotConnect, .connectTimedOut, .idleTimedOut, .connectionLost: true
        default: false
        }
    }
}

extension HTTPError.Code {
    /// The host's name has no address, or the name service didn't answer.
    public static let couldNotResolve = Self(kind: .couldNotResolve)
    /// No address of the host accepted a connection.
    public static let couldNotConnect = Self(kind: .couldNotConnect)
    /// The host's address is one that the request's policy forbids.
    public static let addressRefused = Self(kind: .addressRefused)
    /// No trusted, encrypted connection came about.
    public static let tlsFailed = Self(kind: .tlsFailed)
    /// There was no connection within the deadline.
    public static let connectTimedOut = Self(kind: .connectTimedOut)
    /// Nothing came for longer than the deadline allows.
    public static let idleTimedOut = Self(kind: .idleTimedOut)
    /// The whole took longer than the deadline allows.
    public static let totalTimedOut = Self(kind: .totalTimedOut)
    /// The connection was reset, or closed before the response had ended.
    public static let connectionLost = Self(kind: .connectionLost)
    /// What the server sent isn't HTTP, or not in an encoding that it may use.
    public static let protocolViolation = Self(kind: .protocolViolation)
    /// The body is larger than the request or its reader allows.
    public static let bodyTooLarge = Self(kind: .bodyTooLarge)
    /// The header fields are larger than any should be (256 KiB).
    public static let headersTooLarge = Self(kind: .headersTooLarge)
    /// A line of an event stream is longer than its reader allows.
    public static let lineTooLong = Self(kind: .lineTooLong)
    /// One event of an event stream is larger than its reader allows.
    public static let eventTooLarge = Self(kind: .eventTooLarge)
    /// The text is no absolute http or https URL.
    public static let invalidURL = Self(kind: .invalidURL)
    /// The request can't be sent as it is.
    public static let invalidRequest = Self(kind: .invalidRequest)
    /// The response was read after the closure that it was lent to had ended.
    public static let responseGone = Self(kind: .responseGone)
    /// The client was shut down.
    public static let shutDown = Self(kind: .shutDown)
    /// The system has no more memory, descriptors or threads to give.
    public static let outOfResources = Self(kind: .outOfResources)
}

internal import Glibc
internal import Synchronization

/// An HTTP proxy for programs that may reach a few hosts only: answers `CONNECT` and plain requests at one listening
/// socket, until it is stopped.
///
/// Whoever made it decides on each host. What a name leads to is looked up here, and each address is checked before it
/// is connected. The names of a tunnel are believed: what the program says inside it is encrypted, so a server that
/// serves several names under one of them serves those too.
public final class ForwardProxy: Sendable {
    /// What becomes of a wish to reach a host.
    public enum Verdict: Sendable {
        /// It may, at those of its addresses that the policy allows.
        case allowed(AddressPolicy)
        /// It may not, and is told why.
        case refused(String)
    }

    /// A host that was reached, or not.
    public struct Use: Sendable, Hashable {
        /// The host's name or address, as it was understood.
        public var host: String
        /// The port.
        public var port: Int
        /// Why it was not reached; `nil` if it was.
        public var failure: String?
    }

    let limits: ForwardLimits
    let decide: @Sendable (_ host: String, _ port: Int) -> Verdict
    private let report: @Sendable (Use) -> Void
    private let isStopped = Mutex(false)
    let lookUp: NameResolver.LookUp
    /// Becomes readable, and stays so, when all is to end.
    let stopping: ForwardSignal
    /// Holds a token for each connection that may still be opened.
    private let places: ForwardSignal
    private let relayed = Atomic<Int>(0)

    /// A proxy that is not yet listening.
    ///
    /// - Parameters:
    ///   - limits: How much it does.
    ///   - decide: Says whether a host may be reached. Called on a thread of the proxy.
    ///   - report: Takes note of every use, before a byte goes to the host. Called on a thread of the proxy.
    /// - Throws: ``HTTPError/Code/outOfResources`` without a free descriptor.
    public convenience init(
        limits: ForwardLimits = ForwardLimits(),
        decide: @escaping @Sendable (_ host: String, _ port: Int) -> Verdict,
        report: @escaping @Sendable (Use) -> Void
    ) throws(HTTPError) {
        try self.init(limits: limits, lookUp: NameResolver.system, decide: decide, report: report)
    }

    init(
        limits: ForwardLimits,
        lookUp: @escaping NameResolver.LookUp,
        decide: @escaping @Sendable (_ host: String, _ port: Int) -> Verdict,
        report: @escaping @Sendable (Use) -> Void
    ) throws(HTTPError) {
        self.limits = limits
        self.lookUp = lookUp
        self.decide = decide
        self.report = report
        stopping = try ForwardSignal()
        places = try ForwardSignal(tokens: limits.connectionsAtOnce)
    }

    /// Answers at a listening socket, which is closed at the end.
    ///
    /// Returns at once. The socket must not block.
    public func serve(listener: Int32) {
        let listener = ForwardSocket(owning: listener, stopping: stopping)
        // Without a thread nobody answers: the program finds the socket closed.
        try? LoopThread.start { self.accept(at: listener) }
    }

    /// Ends all connections, soon and without waiting; nothing is reported, nor sent to a host, afterwards.
    public func stop() {
        isStopped.withLock { $0 = true }
        stopping.raise()
    }

    /// Reports a use, unless the proxy was stopped.
    func note(_ use: Use) throws(ForwardSocket.Fault) {
        let isNoted = isStopped.withLock { isStopped in
            if !isStopped { report(use) }
            return !isStopped
        }
        guard isNoted else { throw .stopped }
    }

    private func accept(at listener: ForwardSocket) {
        for _ in 0..<limits.connections {
            guard places.take(unless: stopping), let client = try? listener.accept() else { return }
            let start = Result { () throws(HTTPError) in
                try LoopThread.start {
                    ForwardedConnection(client: client, proxy: self).run()
                    self.places.raise()
                }
            }
            if case .failure = start { places.raise() }
        }
    }

    /// Counts relayed bytes; false when there are too many.
    func count(_ bytes: Int) -> Bool {
        relayed.add(bytes, ordering: .relaxed).newValue <= limits.bytes
    }
}

/// How much a ``ForwardProxy`` does.
public struct ForwardLimits: Sendable, Hashable {
    /// The most connections at once; more wait.
    public var connectionsAtOnce: Int
    /// The most connections in all; the socket is closed then.
    public var connections: Int
    /// The most bytes in all, in both directions.
    public var bytes: Int
    /// The time for a request's head to come, and for a host to be connected.
    public var start: Duration
    /// The time that a connection may be silent.
    public var idle: Duration

    /// Limits; each has a default that suits the downloads of a build.
    public init(
        connectionsAtOnce: Int = 32,
        connections: Int = 1_000,
        bytes: Int = 1_000_000_000,
        start: Duration = .seconds(15),
        idle: Duration = .seconds(60)
    ) {
        self.connectionsAtOnce = connectionsAtOnce
        self.connections = connections
        self.bytes = bytes
        self.start = start
        self.idle = idle
    }
}

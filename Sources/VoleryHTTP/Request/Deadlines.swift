/// How long the parts of a request may take; a part without a bound may take for ever.
public struct Deadlines: Sendable, Hashable {
    /// The most time for finding the server's address, and again for connecting to it, TLS included.
    public var connect: Duration?
    /// The most time that the reader waits for the next byte, or, where it reads events, for the next event.
    ///
    /// While the reader does other things, and while the request's body is still moving, this clock stands.
    public var idle: Duration?
    /// The most time for everything, from the call to the last byte.
    public var total: Duration?

    /// Deadlines of 10 seconds to connect, 60 seconds idle, and no bound on the whole unless given.
    public init(connect: Duration? = .seconds(10), idle: Duration? = .seconds(60), total: Duration? = nil) {
        self.connect = connect
        self.idle = idle
        self.total = total
    }
}

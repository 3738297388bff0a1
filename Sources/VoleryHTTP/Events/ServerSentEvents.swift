/// The events of a response whose body is an event stream, as they come.
///
/// While they are read, the idle deadline counts from event to event: comments and half events that keep a connection
/// warm don't keep it alive. A stream that ends within an event yields that too, marked as not complete.
public struct ServerSentEvents: AsyncSequence, Sendable {
    let transfer: Transfer
    let limits: ServerSentEventParser.Limits

    /// Goes on where reading has got to.
    public func makeAsyncIterator() -> Iterator {
        Iterator(transfer: transfer, parser: ServerSentEventParser(limits))
    }

    /// Reads the events, one by one.
    public struct Iterator: AsyncIteratorProtocol {
        private let transfer: Transfer
        private var parser: ServerSentEventParser
        private var events: [ServerSentEvent] = []
        private var position = 0
        private var isAtEnd = false
        private var failure: HTTPError?

        init(transfer: Transfer, parser: ServerSentEventParser) {
            self.transfer = transfer
            self.parser = parser
        }

        /// The next event; nothing at the end of the stream.
        ///
        /// - Throws: ``HTTPError`` when the stream breaks or is over its limits, `CancellationError` when the task is
        ///   cancelled.
        public mutating func next() async throws -> ServerSentEvent? {
            try await next(isolation: #isolation)
        }

        /// The next event; nothing at the end of the stream.
        ///
        /// - Throws: ``HTTPError`` when the stream breaks or is over its limits, `CancellationError` when the task is
        ///   cancelled.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> ServerSentEvent? {
            let since = ContinuousClock.now
            while position == events.count {
                guard !isAtEnd else { return try end() }
                guard let bytes = try await transfer.bytes(since: since) else {
                    isAtEnd = true
                    return parser.finish()
                }
                feed(bytes)
                try checkIdle(since)
            }
            return take()
        }

        /// While bytes keep coming, the reader hardly waits for them, so the loop can't see that no event is among them.
        private func checkIdle(_ since: ContinuousClock.Instant) throws(HTTPError) {
            guard events.isEmpty, !isAtEnd, let idle = transfer.idle, since.duration(to: .now) >= idle else { return }
            throw HTTPError(.idleTimedOut, at: transfer.server)
        }

        private mutating func feed(_ bytes: [UInt8]) {
            position = 0
            events.removeAll(keepingCapacity: true)
            do throws(HTTPError) {
                try parser.feed(bytes, into: &events)
            } catch {
                failure = HTTPError(error.code, at: transfer.server, detail: error.detail)
                isAtEnd = true
            }
        }

        private func end() throws(HTTPError) -> ServerSentEvent? {
            if let failure { throw failure }
            return nil
        }

        private mutating func take() -> ServerSentEvent {
            position += 1
            return events[position - 1]
        }
    }
}

extension HTTPResponse {
    /// The body, read as an event stream; whether it is one, the `Content-Type` says.
    public func events(limits: ServerSentEventParser.Limits = .init()) -> ServerSentEvents {
        ServerSentEvents(transfer: body.transfer, limits: limits)
    }
}

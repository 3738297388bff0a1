/// Which of a transfer's deadlines runs, and when it ends.
struct TransferClock {
    typealias Instant = ContinuousClock.Instant

    private enum Phase {
        /// It waits for its turn.
        case queued
        /// Its name is looked up, or its connection made.
        case connecting(since: Instant)
        /// The request goes out or is out, and nothing has come back since this time.
        case asking(since: Instant)
        /// The response comes in.
        case answering
    }

    /// What a look at the clock says.
    enum Verdict: Equatable {
        /// A deadline is over.
        case expired(HTTPError.Code)
        /// Look again at this time; never, if there is none.
        case look(at: Instant?)
    }

    private let deadlines: Deadlines
    private let start: Instant
    private var phase: Phase = .queued
    private var sent = 0

    /// The clock of a transfer that starts now.
    init(_ deadlines: Deadlines, start: Instant) {
        self.deadlines = deadlines
        self.start = start
    }

    /// Its name is looked up, or its connection made, from now on.
    mutating func connect(at now: Instant) {
        phase = .connecting(since: now)
    }

    /// There is a connection, and the request goes out.
    mutating func ask(at now: Instant) {
        phase = .asking(since: now)
    }

    /// The head of the response is here.
    mutating func answer() {
        phase = .answering
    }

    /// Says whether a deadline is over.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - readerSince: Since when the reader waits for a part of the body, if it does.
    ///   - bytesSent: How much of the request's body has gone out; as long as it grows, the transfer isn't idle.
    /// - Returns: The deadline that is over, or when to look again.
    mutating func look(at now: Instant, readerSince: Instant?, bytesSent: Int) -> Verdict {
        if case .asking = phase, bytesSent > sent {
            phase = .asking(since: now)
            sent = bytesSent
        }
        let part = part(at: now, readerSince)
        let whole = deadlines.total.map { (end: start + $0, code: HTTPError.Code.totalTimedOut) }
        let all = [part, whole].compactMap(\.self)
        if let expired = all.filter({ $0.end <= now }).min(by: { $0.end < $1.end }), let code = expired.code {
            return .expired(code)
        }
        return .look(at: all.map(\.end).min())
    }

    /// When the present part must be over, with the code of the failure if it isn't; without one: when to look again.
    private func part(at now: Instant, _ readerSince: Instant?) -> (end: Instant, code: HTTPError.Code?)? {
        switch phase {
        case .queued: nil
        case .connecting(let since): deadlines.connect.map { (since + $0, .connectTimedOut) }
        case .asking(let since): deadlines.idle.map { (since + $0, .idleTimedOut) }
        case .answering:
            deadlines.idle.map { idle in
                readerSince.map { ($0 + idle, .idleTimedOut) } ?? (now + idle, nil)
            }
        }
    }
}

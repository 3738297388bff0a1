/// What happens between the network and the one reader of a response, as pure state: what comes in on either side
/// changes it and says what is to be done, which is done by others, outside of any lock.
///
/// The network side delivers a head, bytes and an end. The reader takes the head, then bytes until there are no more.
/// What was received before a failure is handed out before it. `HeadReader` and `BodyReader` stand for a waiting
/// reader; the machine only keeps and returns them. It can't be copied, so that bytes are added to where they lie.
struct TransferMachine<HeadReader: Sendable, BodyReader: Sendable>: ~Copyable {
    /// How many unread bytes are kept before the network is asked to wait.
    static var window: Int { 128 << 10 }

    /// What the network side brings, as much as it has at once.
    struct Delivery: Sendable {
        var head: ResponseHead?
        var bytes: [UInt8] = []
        /// Whether the network side holds back, because it had no more room for bytes.
        var isHeldBack = false
        /// The end of the response, if this is it.
        var end: End?
    }

    enum End: Sendable {
        case complete
        case failed(any Error)
    }

    /// What reached this side and was not read yet.
    private struct Unread {
        var bytes: [UInt8] = []
        var isHeldBack = false
        var end: End?

        init(end: End? = nil) {
            self.end = end
        }

        init(_ delivery: Delivery) {
            bytes = delivery.bytes
            isHeldBack = delivery.isHeldBack
            end = delivery.end
        }

        mutating func add(_ delivery: Delivery) {
            if bytes.isEmpty {
                bytes = delivery.bytes
            } else {
                bytes += delivery.bytes
            }
            isHeldBack = delivery.isHeldBack
            end = delivery.end
        }

        /// Whether there is nothing to hand out yet.
        var isWaiting: Bool { bytes.isEmpty && end == nil }

        /// How many more bytes are welcome.
        var room: Int { max(0, TransferMachine.window - bytes.count) }
    }

    private enum State: ~Copyable {
        /// The head has yet to come.
        case asked(HeadReader?)
        /// The head is here, its reader isn't.
        case answered(ResponseHead, Unread)
        /// The reader has the head and takes the body.
        case reading(Unread, Waiting?)
        /// Nothing more comes and all was read, or the reader has left.
        case over(End)
    }

    /// A reader that waits for a part of the body.
    private struct Waiting {
        var reader: BodyReader
        var since: ContinuousClock.Instant
    }

    private var state: State

    /// A transfer that was just asked for.
    init() {
        state = .asked(nil)
    }

    /// Moves the state out, so that it can be taken apart; every path then sets the next one.
    private mutating func takeState() -> State {
        var taken = State.over(.complete)
        swap(&taken, &state)
        return taken
    }

    /// Since when the reader waits for a part of the body, if it does.
    var waitingSince: ContinuousClock.Instant? {
        switch state {
        case .reading(_, let waiting): waiting?.since
        case .asked: nil
        case .answered: nil
        case .over: nil
        }
    }

    /// Whether the network side still has something to do for this transfer.
    var isUnderWay: Bool {
        switch state {
        case .asked: true
        case .answered(_, let unread): unread.end == nil
        case .reading(let unread, _): unread.end == nil
        case .over: false
        }
    }
}

// MARK: - What the network side brings

extension TransferMachine {
    /// What a delivery asks for: a reader to go on, and how much the network side may bring next.
    struct Delivered: Sendable {
        var head: (HeadReader, Result<ResponseHead, any Error>)?
        var body: (BodyReader, Result<[UInt8]?, any Error>)?
        /// How many more bytes are welcome.
        var room = TransferMachine.window
        /// Whether a network side that holds back is to go on at once.
        var goesOn = false
    }

    /// Takes what the network side brings.
    mutating func deliver(_ delivery: Delivery) -> Delivered {
        switch takeState() {
        case .asked(let reader):
            return begin(delivery, reader)
        case .answered(let head, var unread):
            unread.add(delivery)
            let room = unread.room
            state = .answered(head, unread)
            return Delivered(room: room)
        case .reading(var unread, let waiting):
            unread.add(delivery)
            return goOn(unread, waiting)
        case .over(let end):
            state = .over(end)
            return Delivered(room: 0)
        }
    }

    private mutating func begin(_ delivery: Delivery, _ reader: HeadReader?) -> Delivered {
        switch (delivery.head, delivery.end) {
        case (let head?, _):
            let unread = Unread(delivery)
            state = reader == nil ? .answered(head, unread) : .reading(unread, nil)
            return Delivered(head: reader.map { ($0, .success(head)) }, room: unread.room)
        case (nil, let end?):
            state = .over(end)
            return Delivered(head: reader.map { ($0, .failure(Self.error(of: end))) }, room: 0)
        case (nil, nil):
            state = .asked(reader)
            return Delivered()
        }
    }

    private mutating func goOn(_ unread: Unread, _ waiting: Waiting?) -> Delivered {
        guard let waiting, !unread.isWaiting else {
            let room = unread.room
            state = .reading(unread, waiting)
            return Delivered(room: room)
        }
        let result = hand(unread)
        return Delivered(body: (waiting.reader, result), goesOn: unread.isHeldBack)
    }

    /// Hands out what is there: bytes if there are any, or else the end.
    private mutating func hand(_ unread: Unread) -> Result<[UInt8]?, any Error> {
        guard unread.bytes.isEmpty else {
            state = .reading(Unread(end: unread.end), nil)
            return .success(unread.bytes)
        }
        let end = unread.end ?? .complete
        state = .over(end)
        return Self.result(of: end)
    }

    private static func result(of end: End) -> Result<[UInt8]?, any Error> {
        switch end {
        case .failed(let error): .failure(error)
        case .complete: .success(nil)
        }
    }

    private static func error(of end: End) -> any Error {
        switch end {
        case .failed(let error): error
        case .complete: HTTPError(.protocolViolation, detail: "It ended before its head did.")
        }
    }
}

// MARK: - What the reader wants

extension TransferMachine {
    /// What the reader gets at once; nothing if it has to wait.
    enum Answer<Value: Sendable>: Sendable {
        case now(Result<Value, any Error>)
        case later
    }

    /// The reader wants the head.
    mutating func readHead(_ reader: HeadReader) -> Answer<ResponseHead> {
        switch takeState() {
        case .asked:
            state = .asked(reader)
            return .later
        case .answered(let head, let unread):
            state = .reading(unread, nil)
            return .now(.success(head))
        case .reading(let unread, let waiting):
            state = .reading(unread, waiting)
            return .now(.failure(HTTPError(.responseGone)))
        case .over(let end):
            state = .over(end)
            return .now(.failure(Self.error(of: end)))
        }
    }

    /// The reader wants a part of the body, and has been waiting for it since some time.
    ///
    /// - Returns: The answer, and whether a network side that holds back is to go on.
    mutating func readBody(
        _ reader: BodyReader,
        since: ContinuousClock.Instant
    ) -> (answer: Answer<[UInt8]?>, goesOn: Bool) {
        switch takeState() {
        case .asked(let waiting):
            state = .asked(waiting)
            return (.now(.failure(HTTPError(.responseGone))), false)
        case .answered(let head, let unread):
            state = .answered(head, unread)
            return (.now(.failure(HTTPError(.responseGone))), false)
        case .reading(let unread, let waiting?):
            state = .reading(unread, waiting)
            return (.now(.failure(HTTPError(.responseGone))), false)
        case .reading(let unread, nil):
            guard unread.isWaiting else { return (.now(hand(unread)), unread.isHeldBack) }
            state = .reading(Unread(), Waiting(reader: reader, since: since))
            return (.later, unread.isHeldBack)
        case .over(let end):
            state = .over(end)
            return (.now(Self.result(of: end)), false)
        }
    }

    /// The reader leaves, or is made to: nothing is handed out any more but this error.
    ///
    /// - Returns: What waited and now gets the error, and whether the network side still has something to stop.
    mutating func leave(_ error: any Error) -> (head: HeadReader?, body: BodyReader?, stops: Bool) {
        let stops = isUnderWay
        defer { state = .over(.failed(error)) }
        switch takeState() {
        case .asked(let reader): return (reader, nil, stops)
        case .reading(_, let waiting): return (nil, waiting?.reader, stops)
        case .answered: return (nil, nil, stops)
        case .over: return (nil, nil, stops)
        }
    }
}

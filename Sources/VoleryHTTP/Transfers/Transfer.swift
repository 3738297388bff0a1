internal import Synchronization

/// One request under way, shared by the loop's thread, which fills it, and the task that reads it.
final class Transfer: Sendable {
    typealias HeadReader = CheckedContinuation<ResponseHead, any Error>
    typealias BodyReader = CheckedContinuation<[UInt8]?, any Error>
    typealias Machine = TransferMachine<HeadReader, BodyReader>

    let id: Int
    /// The server's host and port, for messages.
    let server: String
    /// How long its reader may wait for something.
    let idle: Duration?

    private let mailbox: LoopMailbox
    private let machine = Mutex(Machine())

    init(_ request: HTTPRequest, id: Int, mailbox: LoopMailbox) {
        self.id = id
        server = request.url.authority
        idle = request.deadlines.idle
        self.mailbox = mailbox
    }
}

// MARK: - For the loop

extension Transfer {
    /// Takes what the network brought, and says how many bytes more there is room for.
    func deliver(_ delivery: Machine.Delivery) -> (room: Int, goesOn: Bool) {
        let delivered = machine.withLock { $0.deliver(delivery) }
        if let (reader, result) = delivered.head { reader.resume(with: result) }
        if let (reader, result) = delivered.body { reader.resume(with: result) }
        return (delivered.room, delivered.goesOn)
    }

    /// Since when the reader waits for a part of the body, if it does.
    var waitingSince: ContinuousClock.Instant? {
        machine.withLock { $0.waitingSince }
    }
}

// MARK: - For the reader

extension Transfer {
    /// Waits for the head of the response.
    func head() async throws -> ResponseHead {
        try await withCheckedThrowingContinuation { reader in
            let answer = machine.withLock { $0.readHead(reader) }
            guard case .now(let result) = answer else { return }
            reader.resume(with: result)
        }
    }

    /// Waits for the next bytes of the body; nothing at its end.
    ///
    /// The idle deadline's clock was started at `since`, by default now.
    func bytes(since: ContinuousClock.Instant = .now) async throws -> [UInt8]? {
        try await withCheckedThrowingContinuation { reader in
            let (answer, goesOn) = machine.withLock { $0.readBody(reader, since: since) }
            if goesOn { mailbox.send(.goOn(id)) }
            guard case .now(let result) = answer else { return }
            reader.resume(with: result)
        }
    }

    /// Ends the transfer for its reader, who gets this error from now on, and frees what it holds.
    func leave(_ error: any Error) {
        let (head, body, stops) = machine.withLock { $0.leave(error) }
        if stops { mailbox.send(.stop(id)) }
        head?.resume(throwing: error)
        body?.resume(throwing: error)
    }
}

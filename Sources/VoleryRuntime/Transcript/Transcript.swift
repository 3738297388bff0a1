internal import Synchronization
internal import VoleryCore

/// The one record of a run, and the one door through which it acts on the world.
///
/// Entries are written by one task, `write()`, which takes all that waits into one append to the journal; so hundreds
/// of parallel agents share each sync. An effect begins when it is on disk that it does, with all that came before: so a
/// result waits for what follows from it and shares its sync, or for a moment at the most. An entry is shown to watchers
/// only when it is in the journal.
final class Transcript: Sendable {
    private struct Draft {
        var time: Double
        var address: Address
        var fingerprint: String?
        var payload: Entry.Payload
        var continuation: CheckedContinuation<Void, any Error>?
    }

    private struct State {
        var drafts: [Draft] = []
        var written = 0
        var writer: CheckedContinuation<Void, Never>?
        /// Whether what waits is to be written now.
        var isDue = false
        /// Whether it will be in a moment.
        var isTimed = false
        var isClosed = false
        var failure: (any Error)?
        var performed: Set<Address> = []
        var record: Record
        var taken = Taken()
    }

    /// What another run's results were taken for.
    struct Taken: Sendable, Hashable {
        var effects = 0
        var usage = Usage()
    }

    /// For how long an entry waits for others at the most.
    private static let moment = Duration.milliseconds(2)

    let run: String
    let events: EventHub
    private let journal: any Journal
    private let time: any TimeSource
    /// What is known already.
    let record: Record
    private let redactor: SecretRedactor
    /// What becomes of an effect that a replay has no result of.
    private let missing: @Sendable (RunSuspended.Wait) async throws -> Void
    private let state: Mutex<State>

    /// A transcript that begins, or goes on behind what the journal already holds.
    init(
        run: String,
        journal: any Journal,
        time: any TimeSource,
        redactor: SecretRedactor = .none,
        record: Record = .none,
        missing: @escaping @Sendable (RunSuspended.Wait) async throws -> Void = { _ in }
    ) {
        self.run = run
        self.missing = missing
        self.redactor = redactor
        self.journal = journal
        self.time = time
        self.record = record
        let known: [Entry] = if case .resume = record.rule { record.entries } else { [] }
        events = EventHub(known)
        state = Mutex(State(written: known.count, record: record))
    }

    /// Adds an entry, and returns without waiting for it to be written, which it is in a moment.
    ///
    /// A run that goes on does not note again what it has noted before.
    func note(_ payload: Entry.Payload, at address: Address) {
        guard !state.withLock({ $0.record.takeNote(payload, at: address) }) else { return }
        submit(payload.redacted(by: redactor), at: address, fingerprint: nil)
    }

    /// Adds an entry and waits until it is in the journal.
    ///
    /// Not given up on cancellation: a paid answer is kept.
    func append(_ payload: Entry.Payload, at address: Address) async throws {
        try await write(payload.redacted(by: redactor), at: address, fingerprint: nil)
    }

    /// Adds an entry without secrets and waits until it is in the journal.
    private func write(_ payload: Entry.Payload, at address: Address, fingerprint: String?) async throws {
        try await withCheckedThrowingContinuation { continuation in
            submit(payload, at: address, fingerprint: fingerprint, continuation: continuation)
        }
    }

    /// Does an effect once, for good.
    ///
    /// If the journal holds a result at that address with that fingerprint, that is the answer and nothing is done.
    ///
    /// - Parameters:
    ///   - address: The effect's address; used once in a run.
    ///   - fingerprint: The digest of everything that the effect is asked.
    ///   - start: The entry that says that it begins; in the journal before it does.
    ///   - readsWorld: Whether it reads what may have changed since another run did.
    ///   - action: Does it and gives the entry that holds its result, or its final failure. What it throws is no
    ///     result: a cancellation, or a fault of the runtime.
    /// - Returns: The result's entry.
    /// - Throws: What the action throws; an error when nothing can be written, or something else was recorded.
    func perform(
        at address: Address,
        fingerprint: String,
        start: Entry.Payload,
        readsWorld: Bool = false,
        _ action: () async throws -> Entry.Payload
    ) async throws -> Entry.Payload {
        let isFirst = state.withLock { $0.performed.insert(address).inserted }
        guard isFirst else { throw RunError(.internal, "an effect was performed twice", at: address) }
        if let known = try record.result(at: address, fingerprint, readsWorld: readsWorld) {
            return take(known, start)
        }
        try Task.checkCancellation()
        if case .replay = record.rule { try await missing(RunSuspended.Wait(address: address)) }
        // A question or a wait that goes on has begun before; a call that is made again begins again.
        let goesOn = start.isWaiting && record.startOfWait(at: address) != nil
        if !goesOn { try await write(start.redacted(by: redactor), at: address, fingerprint: fingerprint) }
        // What goes on from here is what is recorded, so that a replay sees the same.
        let result = try await action().redacted(by: redactor)
        submit(result, at: address, fingerprint: fingerprint)
        return result
    }

    /// Whether an effect's result is known, so that nothing will be done for it.
    func knows(_ fingerprint: String, at address: Address, readsWorld: Bool = false) throws -> Bool {
        try record.result(at: address, fingerprint, readsWorld: readsWorld) != nil
    }

    /// What was taken from another run.
    var taken: Taken { state.withLock(\.taken) }

    /// Takes a known result: a run that goes on holds it already, any other keeps it as its own.
    private func take(_ known: Entry, _ start: Entry.Payload) -> Entry.Payload {
        var payload = known.payload
        switch record.rule {
        case .resume: return payload
        case .replay: break
        case .reuse:
            state.withLock { state in
                state.taken.effects += 1
                guard case .modelEnded(var reply) = payload else { return }
                // It was paid for before.
                state.taken.usage += reply.usage
                reply.usage = Usage()
                payload = .modelEnded(reply: reply)
            }
        }
        submit(start.redacted(by: redactor), at: known.address, fingerprint: known.fingerprint)
        submit(payload, at: known.address, fingerprint: known.fingerprint)
        return payload
    }

    /// Writes what comes until `close()`, then gives the claim back; ignores cancellation, so that what was done is
    /// never forgotten.
    func write(_ claim: RunClaim) async {
        while let drafts = await nextDrafts() {
            let first = state.withLock { $0.written } + 1
            let entries = drafts.enumerated().map { offset, draft in
                Entry(
                    number: first + offset,
                    time: draft.time,
                    address: draft.address,
                    fingerprint: draft.fingerprint,
                    payload: draft.payload
                )
            }
            do {
                try await journal.append(entries, to: claim)
                state.withLock { $0.written += entries.count }
                events.publish(entries)
                for draft in drafts { draft.continuation?.resume() }
            } catch {
                fail(drafts, error)
            }
        }
        await journal.release(claim)
        events.finish()
    }

    /// Lets `write()` end when all is written.
    func close() {
        let writer = state.withLock { state in
            state.isClosed = true
            return state.writer.take()
        }
        writer?.resume()
    }

    /// Hands an entry to the writer: at once with all that waits if somebody waits for it, else in a moment.
    private func submit(
        _ payload: Entry.Payload,
        at address: Address,
        fingerprint: String?,
        continuation: CheckedContinuation<Void, any Error>? = nil
    ) {
        let draft = Draft(
            time: time.secondsSince1970,
            address: address,
            fingerprint: fingerprint,
            payload: payload,
            continuation: continuation
        )
        // Memory has nothing to share.
        let isDue = continuation != nil || !journal.isDurable
        let refusal = state.withLock { state -> (any Error)? in
            if let failure = state.failure { return failure }
            if state.isClosed { return RunError(.ended, "the run has ended", at: address) }
            state.drafts.append(draft)
            return nil
        }
        if let refusal { continuation?.resume(throwing: refusal) } else if isDue { writeNow() } else { writeSoon() }
    }

    private func writeNow() {
        let writer = state.withLock { state in
            state.isDue = true
            return state.writer.take()
        }
        writer?.resume()
    }

    private func writeSoon() {
        let isTimed = state.withLock { state in
            defer { state.isTimed = true }
            return state.isTimed
        }
        guard !isTimed else { return }
        _ = time.callBack(after: Self.moment) { [weak self] in
            self?.state.withLock { $0.isTimed = false }
            self?.writeNow()
        }
    }

    private func nextDrafts() async -> [Draft]? {
        while true {
            let (drafts, isClosed) = state.withLock { state -> ([Draft], Bool) in
                guard state.isDue || state.isClosed else { return ([], false) }
                defer { (state.drafts, state.isDue) = ([], false) }
                return (state.drafts, state.isClosed)
            }
            if !drafts.isEmpty { return drafts }
            if isClosed { return nil }
            await withCheckedContinuation { continuation in
                let isNeeded = state.withLock { state in
                    guard !state.isDue, !state.isClosed else { return true }
                    state.writer = continuation
                    return false
                }
                if isNeeded { continuation.resume() }
            }
        }
    }

    /// After a failed write nothing more is written: a hole in a transcript would be worse than its end.
    private func fail(_ drafts: [Draft], _ error: any Error) {
        let waiting = state.withLock { state in
            state.failure = error
            defer { state.drafts = [] }
            return state.drafts
        }
        for draft in drafts + waiting { draft.continuation?.resume(throwing: error) }
    }
}

extension Entry.Payload {
    /// Whether this is what an effect gave, for good.
    var isResult: Bool {
        switch self {
        case .modelEnded, .modelFailed, .toolEnded, .toolFailed, .questionAnswered, .waitEnded: true
        default: false
        }
    }
}

extension Entry.Payload {
    /// Whether this is the beginning of a wait for a person or a time, which goes on where it was left.
    var isWaiting: Bool {
        switch self {
        case .questionAsked, .waitStarted: true
        default: false
        }
    }
}

internal import VoleryCore

/// What is known of a run's effects before it begins or goes on, and what becomes of it.
struct Record: Sendable {
    /// What is done with what is known.
    enum Rule: Sendable {
        /// The same run goes on: known results are its own, and one of another request is an error.
        case resume
        /// The run is done again without any effect: what is not known can't be had.
        case replay
        /// Another run takes what it can use; nothing of what is at or below an address, if there is one.
        case reuse(exceptBelow: Address?)
    }

    /// Entries that the runtime adds by itself, which a resumed run adds but once.
    private struct Note: Hashable {
        var address: Address
        var name: String
    }

    let rule: Rule
    /// The entries themselves, in order.
    let entries: [Entry]
    private var results: [Address: Entry] = [:]
    private var starts: [Address: Entry] = [:]
    /// How often an effect began of which no end is known.
    private var interruptions: [Address: Int] = [:]
    private(set) var ends: [Address: (seconds: Double, error: RunError?)] = [:]
    private(set) var retried: [Address: RunError] = [:]
    /// When tries of steps began, or were to begin, and the index of the entry that says so.
    private(set) var began: [Address: (time: Double, index: Int)] = [:]
    private var failedCalls: [Address: String] = [:]
    private var notes: [Note: Int] = [:]

    /// Nothing is known: a run begins.
    static let none = Record([], rule: .resume)

    init(_ entries: [Entry], rule: Rule) {
        self.rule = rule
        self.entries = entries
        for (index, entry) in entries.enumerated() { add(entry, index) }
    }

    private mutating func add(_ entry: Entry, _ index: Int) {
        switch entry.payload {
        case .stepEnded(_, _, let error, _, let seconds): ends[entry.address] = (seconds, error)
        case .stepStarted: began[entry.address] = (entry.time, index)
        case .stepRetried(let error, let seconds):
            retried[entry.address] = error
            began[Self.next(entry.address)] = (entry.time + seconds, index)
        case .toolFailed(_, let message, _) where entry.fingerprint == nil: failedCalls[entry.address] = message
        case .runEnded(.failed, _, let error?, _, _): if case .resume = rule { forget(error) }
        default: break
        }
        if entry.fingerprint == nil {
            notes[Note(address: entry.address, name: entry.payload.noteName), default: 0] += 1
        } else if entry.payload.isResult {
            results[entry.address] = entry
            interruptions[entry.address, default: 1] -= 1
        } else {
            starts[entry.address] = entry
            interruptions[entry.address, default: 0] += 1
        }
    }

    /// What failed a run is tried again when the run goes on.
    private mutating func forget(_ error: RunError) {
        // A call that failed has ended, so it is not in doubt; one that was in doubt still is.
        if let known = results[error.address], !known.payload.isSettledDoubt { starts[error.address] = nil }
        results[error.address] = nil
        retried[error.address] = nil
        var undone = [error.address]
        for address in ends.keys where ends[address]?.error != nil && error.address.isAtOrBelow(address) {
            ends[address] = nil
            undone.append(address)
        }
        // A person is asked anew.
        for (address, start) in starts where start.payload.isWaiting {
            if undone.contains(where: address.isAtOrBelow) { starts[address] = nil }
        }
    }

    /// Whether what is known was paid for by another run.
    var isOfAnotherRun: Bool { if case .reuse = rule { true } else { false } }

    /// When the run began: seconds since 1970.
    var started: Double? { entries.first?.time }

    /// Whether the run has ended by itself.
    var hasEnded: Bool { if case .runEnded? = entries.last?.payload { true } else { false } }

    /// For how long this run was worked on so far, in seconds.
    var secondsSpentHere: Double {
        guard case .resume = rule else { return 0 }
        var (spent, start, last) = (0.0, started ?? 0, started ?? 0)
        for entry in entries {
            if case .runResumed = entry.payload {
                spent += last - start
                start = entry.time
            }
            last = entry.time
        }
        return spent + last - start
    }

    /// The result of an effect.
    ///
    /// - Parameters:
    ///   - address: The effect's address.
    ///   - fingerprint: The digest of what is asked now.
    ///   - readsWorld: Whether it reads what may have changed, so that another run asks anew.
    /// - Returns: The result's entry; `nil` if there is none to be used.
    /// - Throws: `RunError` if something else was asked there and the rule does not allow for that.
    func result(at address: Address, _ fingerprint: String, readsWorld: Bool) throws -> Entry? {
        guard let known = results[address] else { return nil }
        switch rule {
        case .resume, .replay:
            guard known.fingerprint == fingerprint else { throw RunError.differs(at: address) }
            return known
        case .reuse(let anew):
            guard known.fingerprint == fingerprint, !readsWorld, !known.payload.isFailure else { return nil }
            if let anew, address.isAnew(from: anew) { return nil }
            return known
        }
    }

    /// The entry with which an effect began, of which no result is known.
    func start(at address: Address) -> Entry? { results[address] == nil ? starts[address] : nil }

    /// How many requests at an address were under way whenever the run was interrupted, so that nobody knows what they
    /// cost; those of another run are that one's affair.
    func requestsInDoubt(at address: Address) -> Int {
        if case .resume = rule { max(0, interruptions[address] ?? 0) } else { 0 }
    }

    /// The entry with which a wait for a person or a time began, which goes on; a run of its own begins its own.
    func startOfWait(at address: Address) -> Entry? {
        if case .reuse = rule { nil } else { start(at: address) }
    }

    /// How long a step took when it was really done.
    func seconds(at address: Address) -> Double? {
        if case .reuse = rule { nil } else { ends[address]?.seconds }
    }

    /// The time or limit that cut a step or an element short for good; what was cut is not done again.
    func cut(at address: Address) -> RunError? { cut(ends[address]?.error) }

    /// The time or limit that cut a try short, after which there was another one.
    func cutTry(at address: Address) -> RunError? { cut(retried[address]) }

    private func cut(_ error: RunError?) -> RunError? {
        if case .reuse = rule { return nil }
        return error.flatMap { $0.code == .timeout || $0.code == .limit ? $0 : nil }
    }

    /// Why a call failed that is no effect of its own: of another agent.
    func failedCall(at address: Address) -> String? {
        if case .reuse = rule { nil } else { failedCalls[address] }
    }

    /// What model calls at or below an address have used.
    func usage(below address: Address) -> Usage {
        entries.reduce(into: Usage()) { usage, entry in
            guard case .modelEnded(let reply) = entry.payload, entry.address.isAtOrBelow(address) else { return }
            usage += reply.usage
        }
    }

    /// Whether a resumed run has noted something before; counted down, so that each counts once.
    mutating func takeNote(_ payload: Entry.Payload, at address: Address) -> Bool {
        guard case .resume = rule, !payload.noteName.isEmpty else { return false }
        let note = Note(address: address, name: payload.noteName)
        guard let count = notes[note], count > 0 else { return false }
        notes[note] = count - 1
        return true
    }
}

extension RunError {
    /// Something else is asked than what was recorded.
    static func differs(at address: Address) -> RunError {
        RunError(
            .differs,
            "what is asked here differs from what was recorded, so the recorded answer can't be used; "
                + "run it anew, taking what is unchanged, with `--from`",
            at: address
        )
    }
}

extension Address {
    /// Whether this is at or below a place from which everything is done anew, or a later turn of its conversation.
    fileprivate func isAnew(from place: Address) -> Bool {
        if isAtOrBelow(place) { return true }
        guard let dot = place.text.utf8.lastIndex(of: UInt8(ascii: ".")), place.text[dot...].hasPrefix(".turn") else {
            return false
        }
        return isAtOrBelow(Address(String(place.text[..<dot]))) && place < self
    }
}

extension Entry.Payload {
    /// What tells notes at one address apart: the kind, and of an end how it was.
    fileprivate var noteName: String {
        if case .stepEnded(let status, _, _, _, _) = self { return "step_ended \(status.rawValue)" }
        return switch self {
        case .runStarted: "run_started"
        case .stepStarted: "step_started"
        case .stepRetried: "step_retried"
        case .messageAdded: "message_added"
        case .toolStarted: "tool_started"
        case .toolEnded: "tool_ended"
        case .toolFailed: "tool_failed"
        default: ""
        }
    }

    fileprivate var isFailure: Bool {
        switch self {
        case .modelFailed, .toolFailed: true
        default: false
        }
    }
}

public import VoleryCore

/// What a replay of a run came to.
public struct Replay: Sendable {
    /// What the workflow puts out; `nil` if it did not come to its end.
    public var outputs: JSONObject?
    /// Why it did not come to its end, as the recorded run or otherwise.
    public var error: RunError?
    /// Where it differs from what was recorded; empty if it is the same.
    public var differences: [Difference]

    /// A place at which a replay and its record are not the same.
    public struct Difference: Sendable, Hashable {
        /// The place.
        public var address: Address
        /// What differs there.
        public var message: String
    }
}

/// Compares a replay with what was recorded, address by address; times, retries and interruptions aside.
struct ReplayComparison {
    private let recorded: [Address: [Entry.Payload]]
    private let replayed: [Address: [Entry.Payload]]
    private let wasInterrupted: Bool

    init(recorded: [Entry], replayed: [Entry]) {
        let cuts = recorded.filter(\.isCut).map(\.address)
        self.recorded = Self.byAddress(
            recorded.filter { entry in
                !cuts.contains { entry.address != $0 && entry.address.isAtOrBelow($0) }
            }
        )
        self.replayed = Self.byAddress(replayed)
        wasInterrupted = recorded.contains { entry in
            switch entry.payload {
            case .runResumed, .runSuspended: true
            default: false
            }
        }
    }

    /// The places that differ, in address order.
    var differences: [Replay.Difference] {
        Set(recorded.keys).union(replayed.keys).sorted().compactMap { address in
            let (before, now) = (recorded[address] ?? [], replayed[address] ?? [])
            guard before != now else { return nil }
            if wasInterrupted, Self.isPart(now, of: before) { return nil }
            let message =
                now.isEmpty
                ? "the replay has nothing here"
                : before.isEmpty
                    ? "nothing was recorded here" : "what happens here is not what was recorded"
            return Replay.Difference(address: address, message: message)
        }
    }

    private static func isPart(_ some: [Entry.Payload], of all: [Entry.Payload]) -> Bool {
        var rest = all[...]
        for payload in some {
            guard let index = rest.firstIndex(of: payload) else { return false }
            rest = rest[(index + 1)...]
        }
        return true
    }

    private static func byAddress(_ entries: [Entry]) -> [Address: [Entry.Payload]] {
        var found: [Address: [Entry.Payload]] = [:]
        for entry in entries {
            guard let payload = entry.payload.withoutTimes else { continue }
            found[entry.address, default: []].append(payload)
        }
        return found
    }
}

extension Entry {
    /// Whether something was cut short or failed here as a whole, so that a replay does not do what is in it.
    fileprivate var isCut: Bool {
        switch payload {
        case .stepEnded(.failed, _, let error?, _, _), .stepRetried(let error, _):
            error.code == .timeout || error.code == .limit
        case .toolFailed: fingerprint == nil
        default: false
        }
    }
}

extension Entry.Payload {
    /// What is the same in every replay; `nil` for what is not.
    package var withoutTimes: Entry.Payload? {
        switch self {
        case .runEnded(let status, let outputs, let error, let usage, _):
            .runEnded(status: status, outputs: outputs, error: error, usage: usage, seconds: 0)
        case .stepEnded(let status, let output, let error, let usage, _):
            .stepEnded(status: status, output: output, error: error, usage: usage, seconds: 0)
        case .stepRetried(let error, _): .stepRetried(error: error, seconds: 0)
        case .waitStarted: .waitStarted(until: 0)
        case .modelRetried, .runResumed, .runSuspended, .networkUsed, .sandboxLowered: nil
        default: self
        }
    }
}

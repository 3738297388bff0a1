internal import VoleryCore

extension Record {
    /// For how long a try of a step was under way before the run went on.
    ///
    /// Time in which a process worked on the run counts, and so does that in which the try waited for a person or a time,
    /// whether a process did or not; time in which nobody worked on what a crash had cut off does not. When the run had
    /// failed in it, or because of it, its time begins anew.
    ///
    /// - Parameters:
    ///   - address: The try's address.
    ///   - now: Seconds since 1970.
    /// - Returns: Seconds; 0 if it never began, or has ended.
    func secondsUnderWay(at address: Address, now: Double) -> Double {
        guard case .resume = rule, ends[address] == nil, retried[address] == nil, let start = began[address] else {
            return 0
        }
        var watch = TryWatch(address, since: start.time)
        for entry in entries[(start.index + 1)...] { watch.see(entry) }
        return watch.seconds(until: now)
    }

    /// When the next try of a step was to begin, if it was decided that there is one: seconds since 1970.
    func retryTime(after address: Address) -> Double? {
        if case .resume = rule { began[Self.next(address)]?.time } else { nil }
    }

    /// The address of the try behind another.
    static func next(_ address: Address) -> Address {
        let (first, number) = address.firstTryAndNumber
        return first.attempt(number + 1)
    }
}

extension Address {
    /// The first try of what this is a try of; this address itself if it is none.
    var firstTry: Address { firstTryAndNumber.0 }

    fileprivate var firstTryAndNumber: (Address, Int) {
        guard let mark = text.utf8.lastIndex(of: UInt8(ascii: "~")),
            let number = Int(text[text.utf8.index(after: mark)...])
        else { return (self, 1) }
        return (Address(String(text[..<mark])), number)
    }
}

/// Measures how long a try was under way.
private struct TryWatch {
    private let address: Address
    private var seconds = 0.0
    private var last: Double
    private var isWorkedOn = true
    private var hasFailed = false
    private var waits: Set<Address> = []

    init(_ address: Address, since start: Double) {
        self.address = address
        last = start
    }

    mutating func see(_ entry: Entry) {
        var isResumption = false
        if case .runResumed = entry.payload { isResumption = true }
        pass(to: entry.time, counts: isWorkedOn && !isResumption)
        switch entry.payload {
        case .runResumed:
            if hasFailed { seconds = 0 }
            (isWorkedOn, hasFailed) = (true, false)
        case .runSuspended: isWorkedOn = false
        case .runEnded(_, _, let error, _, _):
            isWorkedOn = false
            hasFailed = error.map { $0.address.isAtOrBelow(address) || address.isAtOrBelow($0.address) } ?? false
        case .questionAsked, .waitStarted:
            if entry.address.isAtOrBelow(address) { waits.insert(entry.address) }
        case .questionAnswered, .waitEnded: waits.remove(entry.address)
        default: break
        }
    }

    /// Where a try has failed the run, its time begins anew with whoever goes on.
    func seconds(until now: Double) -> Double {
        var copy = self
        copy.pass(to: now, counts: false)
        return hasFailed ? 0 : copy.seconds
    }

    private mutating func pass(to time: Double, counts: Bool) {
        // The clock for people may be set back.
        if counts || !waits.isEmpty { seconds += max(0, time - last) }
        last = time
    }
}

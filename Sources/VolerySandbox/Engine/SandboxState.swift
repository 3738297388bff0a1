/// What has happened to a sandbox so far, and what has to be done next.
///
/// It does nothing itself.
struct SandboxState: Equatable, Sendable {
    /// What can happen.
    enum Event: Equatable, Sendable {
        /// The gate inside says that the sandbox stands.
        case stands
        /// bubblewrap's process has ended.
        case processEnded
        /// Something that was waited for has ended.
        case ended(Awaited)
        /// We want it to end.
        case stop(Cause)
    }

    /// Why it ends, unless it ended by itself.
    enum Cause: Equatable, Sendable {
        case reason(SandboxResult.StopReason)
        case failure(SandboxError)
        /// It ended before the sandbox stood.
        case neverStood
    }

    /// What has to end before the sandbox is gone.
    enum Awaited: Equatable, Hashable, Sendable {
        case process
        /// The first process inside, which ends after all others there.
        case inside
        /// The process group, when the first process inside was never seen.
        case group
        case output
        case errors
    }

    /// What is to be done.
    enum Action: Equatable, Sendable {
        /// Look at what the sandbox shows, and let the command start.
        case release
        /// Kill everything that belongs to it.
        case kill
        /// All is over.
        case finish
    }

    enum Phase: Equatable, Sendable {
        case starting
        case running
        case ending
        case over
    }

    private(set) var phase = Phase.starting
    private(set) var cause: Cause?
    private(set) var awaited: Set<Awaited> = [.process, .output, .errors]

    private var knowsInside = false

    /// Takes note of the first process inside.
    mutating func awaitInside() {
        knowsInside = true
        awaited.insert(.inside)
    }

    mutating func handle(_ event: Event) -> [Action] {
        switch event {
        case .stands:
            guard phase == .starting else { return [] }
            phase = .running
            return [.release]
        case .stop(let cause):
            guard phase == .starting || phase == .running else { return [] }
            self.cause = cause
            phase = .ending
            return [.kill]
        case .processEnded:
            return endProcess()
        case .ended(let awaited):
            return end(awaited)
        }
    }

    /// With its first process the rest of the sandbox ends, but not at once: so it is killed.
    private mutating func endProcess() -> [Action] {
        if phase == .starting { cause = .neverStood }
        if !knowsInside { awaited.insert(.group) }
        phase = .ending
        return [.kill] + end(.process)
    }

    private mutating func end(_ ended: Awaited) -> [Action] {
        awaited.remove(ended)
        guard awaited.isEmpty, phase != .over else { return [] }
        phase = .over
        return [.finish]
    }
}

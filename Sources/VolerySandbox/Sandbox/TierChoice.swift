import Synchronization

/// Which tier holds a workspace's commands: the best that a trial shows to work, and none below the minimum.
final class TierChoice: Sendable {
    private let minimum: SandboxTier
    private let chosen: Mutex<SandboxTier?>

    init(minimum: SandboxTier) {
        self.minimum = minimum
        // Where nothing less will do there is nothing to choose: the command itself is the trial.
        chosen = Mutex(minimum == .bubblewrap ? .bubblewrap : nil)
    }

    /// The tier, found at the first call by a trial that fails with ``SandboxError/Code/unavailable`` where it can't work.
    func tier(
        trial: (SandboxTier) async throws(SandboxError) -> Void
    ) async throws(SandboxError) -> SandboxTier {
        if let known = chosen.withLock({ $0 }) { return known }
        let found = try await firstThatWorks(trial)
        chosen.withLock { $0 = found }
        return found
    }

    private func firstThatWorks(
        _ trial: (SandboxTier) async throws(SandboxError) -> Void
    ) async throws(SandboxError) -> SandboxTier {
        var refusals: [String] = []
        for tier in minimum.andBetter {
            do throws(SandboxError) {
                try await trial(tier)
                return tier
            } catch {
                guard error.code == .unavailable else { throw error }
                refusals.append(error.message)
            }
        }
        throw SandboxError(.unavailable, refusals.joined(separator: " "))
    }
}

import Synchronization

/// Which tier holds a workspace's commands: the best that a trial shows to work, and none below the minimum; nothing at
/// all where just that was asked for.
final class TierChoice: Sendable {
    private let chosen: Mutex<SandboxTier?>

    init(minimum: SandboxTier) {
        // Where nothing else will do there is nothing to choose: the command itself is the trial.
        chosen = Mutex(minimum == .landlock ? nil : minimum)
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
        for tier in [SandboxTier.bubblewrap, .landlock] {
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

internal import VoleryCore
internal import VoleryWorkflow

extension RunContext {
    /// Waits once, for good: a run that is resumed waits for what is left of it.
    func wait(_ wait: WaitTime, at address: Address) async throws {
        let end =
            switch wait {
            case .duration(let duration): time.secondsSince1970 + duration.seconds
            case .until(let end): end
            }
        var fingerprint = Fingerprint()
        switch wait {
        case .duration(let duration): fingerprint.add(["for": .double(duration.seconds)])
        case .until(let end): fingerprint.add(["until": .double(end)])
        }
        _ = try await transcript.perform(
            at: address,
            fingerprint: fingerprint.text,
            start: .waitStarted(until: end),
            isRepeatable: true
        ) {
            let left = end - time.secondsSince1970
            if left > 0, !passesWaits { try await Activity.waiting { try await time.sleep(for: .seconds(left)) } }
            return .waitEnded
        }
    }
}

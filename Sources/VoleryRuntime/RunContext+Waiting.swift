internal import VoleryCore
internal import VoleryWorkflow

extension RunContext {
    /// The longest wait that is not worth suspending a run for.
    private static let shortWait = 60.0

    /// Waits once, for good: a run that is resumed waits for what is left of it.
    func wait(_ wait: WaitTime, at address: Address) async throws {
        var fingerprint = Fingerprint()
        var end: Double
        switch wait {
        case .duration(let duration):
            end = time.secondsSince1970 + duration.seconds
            fingerprint.add(["for": .double(duration.seconds)])
        case .until(let until):
            end = until
            fingerprint.add(["until": .double(until)])
        }
        if case .waitStarted(let until)? = transcript.record.startOfWait(at: address)?.payload { end = until }
        _ = try await transcript.perform(
            at: address,
            fingerprint: fingerprint.text,
            start: .waitStarted(until: end)
        ) { [end] in
            try await self.wait(until: end, at: address)
            return .waitEnded
        }
    }

    private func wait(until end: Double, at address: Address) async throws {
        let left = end - time.secondsSince1970
        guard left > 0, !passesWaits else { return }
        if left > Self.shortWait, configuration.journal.isDurable {
            let until = StepDeadline.current.map { min($0, end) } ?? end
            try await suspension.hold(RunSuspended.Wait(address: address, until: until))
        }
        try await suspension.waitingInPlace { try await time.sleep(for: .seconds(left)) }
    }
}

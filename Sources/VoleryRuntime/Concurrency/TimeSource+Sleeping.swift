package import VoleryCore

extension TimeSource {
    /// Returns when it is called back; who is cancelled meanwhile leaves nothing behind that waits.
    ///
    /// For time sources that can call back, as their `sleep(for:)`.
    /// - Throws: `CancellationError` at once when the task is cancelled.
    package func sleepUntilCalledBack(after duration: Duration) async throws {
        try Task.checkCancellation()
        guard duration > .zero else { return }
        let waiter = Waiter<Void>()
        let callOff = callBack(after: duration) { waiter.resume(returning: ()) }
        defer { callOff() }
        try await waiter.value()
    }
}

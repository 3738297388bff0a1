import Glibc
import Synchronization
import Testing

@testable import VoleryCommandLine

@Suite("Ctrl-C ends a run in order", .serialized)
struct InterruptionTests {
    @Test("the first signal cancels the work and waits for it", arguments: Interruption.signals)
    func first(_ signal: Int32) async {
        let log = Mutex<[String]>([])
        await #expect(throws: CancellationError.self) {
            try await Interruption.cancelling(leave: { Issue.record("left") }) {
                log.withLock { $0.append("started") }
                kill(getpid(), signal)
                defer { log.withLock { $0.append("torn down") } }
                try await Task.sleep(for: .seconds(3_600))
            }
        }
        #expect(log.withLock(\.self) == ["started", "torn down"])
    }

    @Test("the second one leaves at once, also when the work can't be stopped")
    func second() async throws {
        let waiting = Mutex<CheckedContinuation<Void, Never>?>(nil)
        try await Interruption.cancelling(leave: { waiting.withLock { $0.take() }?.resume() }) {
            kill(getpid(), SIGINT)
            try? await Task.sleep(for: .seconds(3_600))
            // A wait that the cancellation does not end: the watch has to be there until the second signal has come.
            await withCheckedContinuation { continuation in
                waiting.withLock { $0 = continuation }
                kill(getpid(), SIGINT)
            }
        }
    }

    @Test("work that is done in spite of a signal is done")
    func done() async throws {
        let result = try await Interruption.cancelling(leave: {}) {
            kill(getpid(), SIGTERM)
            try? await Task.sleep(for: .seconds(3_600))
            return 42
        }
        #expect(result == 42)
    }

    @Test("without a signal nothing happens")
    func none() async throws {
        #expect(try await Interruption.cancelling(leave: {}) { 1 } == 1)
        await #expect(throws: UsageError.self) {
            try await Interruption.cancelling(leave: {}) { throw UsageError("no") }
        }
    }
}

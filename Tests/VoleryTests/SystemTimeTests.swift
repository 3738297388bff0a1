import Synchronization
import Testing
import Volery

/// What comes in which order is tested, not how long it takes.
@Suite("The machine's time")
struct SystemTimeTests {
    private let time = SystemTime()

    @Test("calls back in the order of the times, whatever the order in which they were asked for")
    func order() async {
        let order = Mutex<[Int]>([])
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            for number in [3, 1, 4, 2, 0].shuffled() {
                _ = time.callBack(after: .milliseconds(200 * number)) {
                    let isLast = order.withLock { order in
                        order.append(number)
                        return order.count == 5
                    }
                    if isLast { done.resume() }
                }
            }
        }
        let found = order.withLock { $0 }
        #expect(found == [0, 1, 2, 3, 4])
    }

    @Test("never calls back what was called off, and lets go of it at once")
    func callOff() async throws {
        final class Held: Sendable {}
        let isCalled = Atomic(false)
        var held: Held? = Held()
        weak let observed = held
        let callOff = time.callBack(after: .milliseconds(200)) { [held] in
            _ = held
            isCalled.store(true, ordering: .relaxed)
        }
        callOff()
        held = nil
        #expect(observed == nil)
        callOff()
        try await time.sleep(for: .milliseconds(300))
        let wasCalled = isCalled.load(ordering: .relaxed)
        #expect(!wasCalled)
    }

    @Test("a sleep that is cancelled ends at once, one of a cancelled task does not begin")
    func cancellation() async {
        let sleeping = Task { try await time.sleep(for: .seconds(3_600)) }
        sleeping.cancel()
        await #expect(throws: CancellationError.self) { try await sleeping.value }
    }

    @Test("a thousand sleeps at once all end, and those that are over already too")
    func many() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<1_000 { group.addTask { try await time.sleep(for: .microseconds(number * 20 - 500)) } }
            try await group.waitForAll()
        }
    }
}

import Synchronization
import Testing

@testable import VolerySandbox

@Suite("The slots for sandboxes")
struct SlotsTests {
    @Test("are given in the order in which they were asked for, never more than there are", arguments: [1, 2])
    func order(count: Int) async {
        let slots = Slots(count: count)
        let log = Log()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    await slots.withSlot {
                        log.enter(number)
                        for _ in 0..<10 { await Task.yield() }
                        log.leave()
                    }
                }
                while slots.asked <= number { await Task.yield() }
            }
        }
        // Two that are let in at one moment may come to log it in either order.
        let order = log.state.withLock { $0.order }
        #expect(order.enumerated().allSatisfy { abs($0.offset - $0.element) < count })
        #expect(log.state.withLock { $0.most } == count)
    }

    @Test("are not kept by those who gave up waiting")
    func cancellation() async {
        let slots = Slots(count: 1)
        await withTaskGroup(of: Bool.self) { group in
            await slots.withSlot {
                for _ in 0..<10 { group.addTask { await slots.withSlot {} != nil } }
                while slots.asked <= 10 { await Task.yield() }
                group.cancelAll()
                for await wasRun in group { #expect(!wasRun) }
            }
        }
        let wasRun = await slots.withSlot {} != nil
        #expect(wasRun)
    }
}

private final class Log: Sendable {
    let state = Mutex((order: [Int](), now: 0, most: 0))

    func enter(_ number: Int) {
        state.withLock {
            $0.order.append(number)
            $0.now += 1
            $0.most = max($0.most, $0.now)
        }
    }

    func leave() {
        state.withLock { $0.now -= 1 }
    }
}

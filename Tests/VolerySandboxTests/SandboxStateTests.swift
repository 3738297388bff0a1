import Testing

@testable import VolerySandbox

@Suite("What is done when something happens to a sandbox")
struct SandboxStateTests {
    private var state = SandboxState()

    @Test("a command is let go once, and only while nothing has ended it")
    mutating func release() {
        #expect(state.handle(.stands) == [.release])
        #expect(state.handle(.stands) == [])
        state = SandboxState()
        #expect(state.handle(.stop(.reason(.cancelled))) == [.kill])
        #expect(state.handle(.stands) == [])
    }

    @Test("the first reason to end it counts")
    mutating func firstReason() {
        _ = state.handle(.stands)
        #expect(state.handle(.stop(.reason(.timeout))) == [.kill])
        #expect(state.handle(.stop(.reason(.output))) == [])
        #expect(state.cause == .reason(.timeout))
    }

    @Test(
        "it is over when all that belongs to it has ended, in whatever order",
        arguments: Permutations.all([0, 1, 2, 3])
    )
    mutating func everyOrder(order: [Int]) {
        _ = state.handle(.stands)
        state.awaitInside()
        let events: [SandboxState.Event] = [.processEnded, .ended(.inside), .ended(.output), .ended(.errors)]
        for (index, number) in order.enumerated() {
            let actions = state.handle(events[number])
            #expect(actions.contains(.finish) == (index == 3))
            #expect(actions.contains(.kill) == (number == 0))
        }
        #expect(state.cause == nil)
    }

    @Test("one that ended before it stood is no command that ended")
    mutating func neverStood() {
        _ = state.handle(.ended(.output))
        _ = state.handle(.ended(.errors))
        #expect(state.handle(.processEnded) == [.kill])
        #expect(state.cause == .neverStood)
        #expect(state.handle(.ended(.group)) == [.finish])
    }
}

/// All orders of some things.
enum Permutations {
    static func all(_ items: [Int]) -> [[Int]] {
        items.isEmpty ? [[]] : items.flatMap { item in all(items.filter { $0 != item }).map { [item] + $0 } }
    }
}

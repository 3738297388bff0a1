import Synchronization
import Testing
import VoleryCore

@Suite("Blocking work has threads of its own")
struct BlockingTests {
    @Test("what the work returns or throws comes back")
    func results() async throws {
        #expect(try await Blocking.run { 6 * 7 } == 42)
        await #expect(throws: ToolFailure.final("no")) {
            try await Blocking.run { () throws -> Int in throw ToolFailure.final("no") }
        }
    }

    @Test("much more work than threads is all done")
    func many() async throws {
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...1_000 { group.addTask { try await Blocking.run { number } } }
            return try await group.reduce(0, +)
        }
        #expect(sum == 500_500)
    }
}

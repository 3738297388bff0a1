import Glibc
import Synchronization

@testable import VolerySandbox

/// Reads a file again and again on a thread of its own, and keeps which first bytes and sizes it has seen.
final class ConcurrentReader: Sendable {
    private struct State {
        var ends = false
        var ended = false
        var seen: Set<[Int]> = []
    }

    private let state: SharedState

    init(_ root: FileRoot, _ path: String) {
        let state = SharedState()
        self.state = state
        try? PermanentThread.start("read") {
            while !state.value.withLock({ $0.ends }) {
                guard let bytes = try? root.read(path) else { continue }
                let isUniform = bytes.allSatisfy { $0 == bytes[0] }
                _ = state.value.withLock {
                    $0.seen.insert(isUniform ? [Int(bytes[0]), bytes.count] : [-1, bytes.count])
                }
            }
            state.value.withLock { $0.ended = true }
        }
    }

    func end() -> Set<[Int]> {
        state.value.withLock { $0.ends = true }
        while !state.value.withLock({ $0.ended }) { sched_yield() }
        return state.value.withLock { $0.seen }
    }

    private final class SharedState: Sendable {
        let value = Mutex(State())
    }
}

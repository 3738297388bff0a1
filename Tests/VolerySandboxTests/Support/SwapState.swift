import CSandbox
import Glibc
import Synchronization

/// What the swapping thread and its owner share.
final class SwapState: Sendable {
    let ends = Atomic(false)
    let ended = Atomic(false)
    let count = Atomic(0)

    func work(_ one: String, _ other: String) {
        while !ends.load(ordering: .relaxed) {
            if csandbox_rename_exchange(AT_FDCWD, one, AT_FDCWD, other) == 0 { count.add(1, ordering: .relaxed) }
        }
        ended.store(true, ordering: .releasing)
    }
}

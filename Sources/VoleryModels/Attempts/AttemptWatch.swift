internal import Synchronization
internal import VoleryCore

/// Hands the events of attempts on, and remembers what decides whether a further one may be made.
final class AttemptWatch: Sendable {
    private let sawOutput = Atomic<Bool>(false)
    private let retries = Atomic<Int>(0)
    private let onEvent: @Sendable (ModelEvent) -> Void

    init(_ onEvent: @escaping @Sendable (ModelEvent) -> Void) {
        self.onEvent = onEvent
    }

    /// Whether someone has seen a part of an answer: then another attempt would say it twice, and bill it twice.
    var hasOutput: Bool { sawOutput.load(ordering: .relaxed) }

    /// How many attempts there were, the present one included.
    var attempts: Int { retries.load(ordering: .relaxed) + 1 }

    /// Takes an event of an attempt; attempts are counted through, whoever makes them.
    func receive(_ event: ModelEvent) {
        switch event {
        case .text, .reasoning:
            sawOutput.store(true, ordering: .relaxed)
            onEvent(event)
        case .retrying(_, let wait, let error):
            let number = retries.add(1, ordering: .relaxed).newValue + 1
            onEvent(.retrying(attempt: number, after: wait, because: error))
        }
    }
}

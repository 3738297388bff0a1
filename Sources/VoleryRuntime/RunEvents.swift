public import VoleryCore

/// What happens in a run, from its first entry to its last; ends with the run.
///
/// Each loop over it reads at its own pace and sees every entry. Words that a model streams come in between.
public struct RunEvents: AsyncSequence, Sendable {
    let hub: EventHub

    /// Begins to read, from the run's first entry.
    public func makeAsyncIterator() -> Iterator {
        Iterator(hub: hub)
    }

    /// One reader of a run's events.
    public final class Iterator: AsyncIteratorProtocol {
        private let hub: EventHub
        private let id: Int

        init(hub: EventHub) {
            self.hub = hub
            id = hub.watch()
        }

        deinit {
            hub.unwatch(id)
        }

        /// The next event; `nil` when the run is over or the task is cancelled.
        public func next() async -> RunEvent? {
            await hub.next(for: id)
        }
    }
}

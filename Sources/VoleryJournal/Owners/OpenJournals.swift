internal import Synchronization

/// The journals that this process has open, by number: what one of them claimed is free when it was closed, even where
/// that could not be written.
enum OpenJournals {
    private static let state = Mutex((count: 0, open: Set<Int>()))

    /// The number of a journal that is opened; it is not given again.
    static func add() -> Int {
        state.withLock { state in
            state.count += 1
            state.open.insert(state.count)
            return state.count
        }
    }

    static func remove(_ number: Int) {
        _ = state.withLock { $0.open.remove(number) }
    }

    static func contains(_ number: Int) -> Bool {
        state.withLock { $0.open.contains(number) }
    }
}

internal import DequeModule

/// Lets as many transfers through as there may be connections, and the others in their order when there is room.
struct Admission {
    private let limit: Int
    private var holders: Set<Int> = []
    private var waiting: Deque<Int> = []
    /// Those that left while they waited, and are still in the queue.
    private var gone: Set<Int> = []

    init(limit: Int) {
        self.limit = max(1, limit)
    }

    /// Whether a transfer may begin; if not, it is queued.
    mutating func admits(_ id: Int) -> Bool {
        guard holders.count < limit else {
            waiting.append(id)
            return false
        }
        holders.insert(id)
        return true
    }

    /// Takes note that a transfer has ended, also one that was still waiting.
    mutating func leave(_ id: Int, wasWaiting: Bool) {
        if wasWaiting {
            gone.insert(id)
        } else {
            holders.remove(id)
        }
    }

    /// The next transfer that may begin, if there is one and room for it.
    mutating func next() -> Int? {
        while holders.count < limit, let id = waiting.popFirst() {
            guard gone.remove(id) == nil else { continue }
            holders.insert(id)
            return id
        }
        return nil
    }
}

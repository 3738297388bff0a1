internal import Synchronization
internal import VoleryCore

/// Hands a run's entries and streamed words to those who watch it, each at its own pace.
///
/// Entries are kept once, for all watchers. Words are kept for each watcher until it reads them, joined by address and
/// bounded, so a slow one costs little and never holds the run up.
final class EventHub: Sendable {
    /// The most bytes of words that are kept for one watcher.
    static let wordBound = 65_536

    fileprivate struct Watcher {
        var nextEntry = 0
        var words: [(address: Address, text: String)] = []
        var wordBytes = 0
        var passing: [RunEvent] = []
        var waiter: Waiter<Void>?
    }

    fileprivate struct State {
        var entries: [Entry]
        var isFinished = false
        var watchers: [Int: Watcher] = [:]
        var nextWatcher = 0
    }

    private let state: Mutex<State>

    init(_ entries: [Entry]) {
        state = Mutex(State(entries: entries))
    }

    func publish(_ entries: [Entry]) {
        wake { $0.entries.append(contentsOf: entries) }
    }

    func finish() {
        wake { $0.isFinished = true }
    }

    /// Passes words on to whoever watches; dropped if nobody does.
    func words(_ text: String, at address: Address) {
        wake { state in
            for id in state.watchers.keys { state.watchers[id]?.add(text, at: address) }
        }
    }

    /// Passes on something that goes by, such as progress; dropped if nobody watches.
    func pass(_ event: RunEvent) {
        wake { state in
            for id in state.watchers.keys { state.watchers[id]?.add(event) }
        }
    }

    /// A new watcher, which sees all entries from the first.
    func watch() -> Int {
        state.withLock { state in
            state.nextWatcher += 1
            state.watchers[state.nextWatcher] = Watcher()
            return state.nextWatcher
        }
    }

    func unwatch(_ id: Int) {
        let waiter = state.withLock { $0.watchers.removeValue(forKey: id)?.waiter }
        waiter?.resume(returning: ())
    }

    /// The watcher's next event; `nil` when the run is over, the watcher gone or its task cancelled.
    func next(for id: Int) async -> RunEvent? {
        while true {
            let waiter = Waiter<Void>()
            let (event, isOver) = state.withLock { state in
                let taken = state.take(for: id)
                if taken.0 == nil, !taken.isOver { state.watchers[id]?.waiter = waiter }
                return taken
            }
            if event != nil || isOver { return event }
            guard (try? await waiter.value()) != nil else { return nil }
        }
    }

    private func wake(_ change: (inout State) -> Void) {
        let waiters = state.withLock { state in
            change(&state)
            return state.watchers.keys.compactMap { state.watchers[$0]?.waiter.take() }
        }
        for waiter in waiters { waiter.resume(returning: ()) }
    }
}

extension EventHub.State {
    /// Words come before the entry that follows them, since that entry is what ends them.
    fileprivate mutating func take(for id: Int) -> (RunEvent?, isOver: Bool) {
        guard var watcher = watchers[id] else { return (nil, true) }
        defer { watchers[id] = watcher }
        if !watcher.words.isEmpty {
            let (address, text) = watcher.words.removeFirst()
            watcher.wordBytes -= text.utf8.count
            return (.words(address: address, text: text), false)
        }
        if !watcher.passing.isEmpty { return (watcher.passing.removeFirst(), false) }
        if watcher.nextEntry < entries.count {
            watcher.nextEntry += 1
            return (.entry(entries[watcher.nextEntry - 1]), false)
        }
        return (nil, isFinished)
    }
}

extension EventHub.Watcher {
    fileprivate mutating func add(_ text: String, at address: Address) {
        if wordBytes + text.utf8.count > EventHub.wordBound {
            leaveOutWords()
        }
        if let index = words.lastIndex(where: { $0.address == address }) {
            words[index].text += text
        } else {
            words.append((address, text))
        }
        wordBytes += text.utf8.count
    }

    /// Whose words are left out is told so at its own address.
    private mutating func leaveOutWords() {
        let mark = "… "
        words = words.map { ($0.address, mark) }
        wordBytes = words.count * mark.utf8.count
        guard wordBytes > EventHub.wordBound / 2 else { return }
        // So many at once are nobody's reading.
        words = []
        wordBytes = 0
    }

    fileprivate mutating func add(_ event: RunEvent) {
        passing.append(event)
        if passing.count > 256 { passing.removeFirst() }
    }
}

internal import VoleryCore

/// A part of a run as a watcher sees it: a step, an element of one, or a call under way.
struct RunNode: Hashable {
    enum Role: Hashable {
        case step
        case element
        /// A round of a group.
        case round
        /// A tool call, from its start to its end.
        case call
        /// A call of another agent.
        case delegate
    }

    enum State: Hashable {
        case waiting
        case running
        case completed
        case skipped
        case failed
        /// It had not ended when the run did.
        case stopped

        var isOver: Bool { self != .waiting && self != .running }
    }

    let address: Address
    let parent: Address
    var role: Role
    var state = State.running
    /// The kind of step.
    var kind: String?
    /// The agent or the tool.
    var detail: String?
    /// The tool that is called and what with, in a few words.
    var call: String?

    /// The model that is asked, the number of the request, and whether its answer is awaited.
    var model: String?
    var turn = 0
    var isAsking = false
    /// What the call says of itself, or what is waited for.
    var activity: String?
    /// The end of what the model has said in this turn.
    var words = ""
    var error: String?

    var started: Double
    var seconds: Double?
    /// What it and all below it have used.
    var usage = Usage()
    var toolCalls = 0
    var failedCalls = 0

    /// Parts that go on, and elements that failed, by address; and how many elements have ended.
    var running: [Address] = []
    var failed: [Address] = []
    var completedElements = 0

    init(_ address: Address, in parent: Address, _ role: Role, at time: Double) {
        self.address = address
        self.parent = parent
        self.role = role
        started = time
    }

    /// How long it has taken so far.
    func elapsed(at time: Double) -> Double { seconds ?? max(0, time - started) }

    /// The most bytes of words that are kept.
    static let wordBound = 4_096

    mutating func add(words text: String) {
        words += text
        guard words.utf8.count > 2 * Self.wordBound else { return }
        words = String(decoding: words.utf8.suffix(Self.wordBound), as: UTF8.self)
    }
}

extension [Address] {
    /// Adds an address at its place.
    mutating func insertInOrder(_ address: Address) {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < address { low = middle + 1 } else { high = middle }
        }
        guard low == count || self[low] != address else { return }
        insert(address, at: low)
    }
}

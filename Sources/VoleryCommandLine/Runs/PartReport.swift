internal import VoleryCore
internal import VoleryRuntime

/// What happened at one address of a run, in the order of addresses: a conversation with its calls, a step's input and
/// output, what was asked and answered.
struct PartReport {
    let recorded: RecordedRun
    let address: Address
    /// The entries of the part itself, without those of parts within it.
    let entries: [Entry]
    private let tree: RunTree
    private var node: RunNode? { tree.view.nodes[address.withoutTries] }

    /// The report of a part.
    ///
    /// - Parameters:
    ///   - recorded: The run.
    ///   - address: The part; without the number of a try it is all tries.
    /// - Throws: `UsageError` if nothing happened there.
    init(_ recorded: RecordedRun, at address: Address) throws(UsageError) {
        self.recorded = recorded
        self.address = address
        entries = Self.ordered(recorded.entries.filter { $0.address.isOwn(of: address) })
        tree = RunTree(recorded.view)
        if entries.isEmpty { throw .nothing(at: address, in: recorded.run, recorded.entries) }
    }

    private struct Place: Comparable {
        /// Its beginning, what happened, its end.
        var phase = 1
        var conversation: Address
        var turn = 0
        var call = Address.run
        var number: Int

        static func < (one: Place, other: Place) -> Bool {
            if one.phase != other.phase { return one.phase < other.phase }
            if one.conversation != other.conversation { return one.conversation < other.conversation }
            if one.turn != other.turn { return one.turn < other.turn }
            if one.call != other.call { return one.call < other.call }
            return one.number < other.number
        }
    }

    /// Parallel calls are told one after another, whichever was faster.
    private static func ordered(_ entries: [Entry]) -> [Entry] {
        var turns: [Address: Int] = [:]
        return entries.map { entry in (Self.place(of: entry, &turns), entry) }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private static func place(of entry: Entry, _ turns: inout [Address: Int]) -> Place {
        let subject = entry.address.subject
        var place = Place(conversation: subject, number: entry.number)
        switch entry.payload {
        case .stepStarted: place.phase = 0
        case .stepEnded: place.phase = 2
        case .messageAdded: (place.turn, place.call) = (turns[subject, default: 0], Address("~"))
        default: break
        }
        if let conversation = subject.callingConversation {
            let turn = subject.enclosing.turnOfConversation?.turn ?? 0
            (place.conversation, place.turn, place.call) = (conversation, turn, subject)
        } else if let turn = subject.withoutLastTry.turnOfConversation {
            (place.conversation, place.turn) = (turn.conversation, turn.turn)
            turns[turn.conversation] = turn.turn
        }
        return place
    }

    /// The report for people: all of it, nothing cut.
    func text(columns: Int, inColour: Bool, isWhole: Bool, now: Double) -> String {
        var lines =
            node.map { node in
                [
                    NodeLine(node: node, view: tree.view, now: now).line(depth: 0, columns: columns).text(
                        inColour: inColour
                    )
                ]
            } ?? []
        for entry in entries { lines += EntryText.lines(of: entry, in: address) }
        let parts = tree.lines(below: address.withoutTries, columns: columns, isWhole: isWhole, now: now)
        if !parts.isEmpty { lines += ["", "its parts:"] + parts.map { $0.text(inColour: inColour) } }
        return lines.map { "\($0)\n" }.joined()
    }

    /// The report as JSON.
    var json: JSONObject {
        var object: JSONObject = ["run": .string(recorded.run), "at": .string(address.text)]
        object["entries"] = .array(entries.map { RunEvent.entry($0).json })
        object["parts"] = address == .run ? .array([]) : tree.json(from: address.withoutTries)
        object["damaged"] = recorded.faultsJSON
        return object
    }
}

extension UsageError {
    /// Nothing happened at an address, or below it; the nearest at which something did is told.
    static func nothing(at address: Address, in run: String, _ entries: [Entry]) -> UsageError {
        let known = Set(entries.map(\.address.withoutTries.text)).sorted()
        let near = NearestName.of(address.text, among: known)
        let hint = near.map { "did you mean `\($0)`?" } ?? "`volery show \(run)` lists its parts"
        return UsageError("nothing happened at `\(address)` in run `\(run)`; \(hint)")
    }
}

extension Address {
    /// Whether this is another address, or something within it.
    func isWithin(_ other: Address) -> Bool {
        guard other != .run, self != other else { return true }
        guard text.utf8.starts(with: other.text.utf8) else { return false }
        return text.utf8.dropFirst(other.text.utf8.count).first.map(".[#~@".utf8.contains) == true
    }

    /// Whether this is a part's own address, one of a turn or call of its conversation, or of a question about these.
    fileprivate func isOwn(of part: Address) -> Bool {
        let own = part.text.utf8.contains(UInt8(ascii: "~")) ? self : withoutTries
        let subject = own.subject
        if own == part || subject == part { return true }
        if subject.withoutLastTry.turnOfConversation?.conversation == part { return true }
        if subject.callingConversation == part { return true }
        return part.turnOfConversation != nil && subject.withoutLastTry == part
            || part.turnOfConversation != nil && subject.callingConversation != nil && subject.enclosing == part
    }

    /// The address without the number of the try at its end: `plan~2.turn1` of `plan~2.turn1~3`.
    fileprivate var withoutLastTry: Address {
        guard let mark = text.utf8.lastIndex(of: UInt8(ascii: "~")),
            text.utf8[text.utf8.index(after: mark)...].allSatisfy({ (0x30...0x39).contains($0) })
        else { return self }
        return Address(String(text[..<mark]))
    }
}

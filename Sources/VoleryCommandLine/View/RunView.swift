internal import VoleryCore

/// What a watcher knows of a run: a pure fold over its events, which may as well come from a file.
///
/// Its size follows from the workflow and from what is under way, not from how long the run is; but elements, which are
/// kept as counts once they have completed.
struct RunView {
    /// What was counted in the whole run.
    struct Totals: Hashable {
        var steps = 0
        var modelCalls = 0
        var toolCalls = 0
        var delegations = 0
        var retries = 0
        var usage = Usage()
    }

    private(set) var run = ""
    private(set) var workflow = ""
    /// The steps in the file's order where that is known, else in the order in which they began.
    private(set) var steps: [Address]
    private(set) var nodes: [Address: RunNode] = [:]
    private(set) var totals = Totals()
    private(set) var status: RunStatus?
    private(set) var error: RunError?
    /// Whether it waits and uses nothing.
    private(set) var isSuspended = false
    private(set) var started: Double?
    /// The time of the last entry.
    private(set) var time = 0.0
    private(set) var seconds: Double?
    /// For how long the run was worked on before it was gone on with.
    private var secondsBefore = 0.0
    /// When somebody last began to work on it.
    private var begun: Double?
    /// Whose words are shown: a conversation keeps the focus until its turn has ended.
    private(set) var focus: Address?
    private var isFocusHeld = false
    /// Whether parts within others are kept when they have ended, for who looks at the whole run.
    let keepsAll: Bool

    /// A view of a run that has not begun.
    ///
    /// - Parameters:
    ///   - plan: The ids of the workflow's steps in the file's order, where that is known.
    ///   - keepsAll: Whether parts within others are kept when they have ended; its size is then that of the run.
    init(plan: [String] = [], keepsAll: Bool = false) {
        self.keepsAll = keepsAll
        steps = plan.map { Address($0) }
        for step in steps {
            var node = RunNode(step, in: .run, .step, at: 0)
            node.state = .waiting
            nodes[step] = node
        }
    }

    /// How long the run has taken, without the time in which nobody worked on it.
    func elapsed(at now: Double) -> Double { secondsBefore + (seconds ?? begun.map { max(0, now - $0) } ?? 0) }

    /// Takes an event in.
    mutating func receive(_ event: RunEvent) {
        switch event {
        case .entry(let entry): receive(entry)
        case .words(let address, let text): addWords(text, at: address)
        case .progress(let address, let text):
            nodes[address.withoutTries]?.activity = text
        case .notEnding(let address, let tool):
            nodes[address.withoutTries]?.activity = LineLog.notEnding(tool)
        }
    }

    /// Takes note that no event will follow: what still runs was stopped.
    mutating func finish(at time: Double) {
        seconds = seconds ?? begun.map { max(0, time - $0) }
        for address in nodes.keys where nodes[address]?.state == .running {
            change(address) { node in
                node.state = .stopped
                node.seconds = max(0, time - node.started)
            }
        }
    }

    private mutating func receive(_ entry: Entry) {
        let last = time
        time = max(time, entry.time)
        let address = entry.address.withoutTries
        switch entry.payload {
        case .runStarted(let run, let workflow, _):
            (self.run, self.workflow, started, begun) = (run, workflow, entry.time, entry.time)
        case .runEnded(let status, _, let error, let usage, let seconds):
            (self.status, self.error, self.seconds) = (status, error, seconds)
            if usage != Usage() { totals.usage = usage }
            finish(at: entry.time)
        case .stepStarted(let kind, let detail): startStep(address, kind, detail, at: entry.time)
        case .stepEnded(let status, _, let error, let usage, let seconds):
            endStep(address, status, error, usage, seconds, at: entry.time)
        case .stepRetried(let error, let seconds):
            retry(address, error.message, seconds)
        case .messageAdded: becomeDelegate(address)
        case .modelStarted(let model): startTurn(address, model)
        case .modelRetried(_, let error, let seconds):
            if let turn = address.turnOfConversation { retry(turn.conversation, error.message, seconds) }
        case .modelEnded(let reply): endTurn(address, reply.usage)
        case .modelFailed: endTurn(address, Usage())
        case .toolStarted(let tool, let arguments): startCall(address, tool, arguments, at: entry.time)
        case .toolEnded(_, _, _, let failure): endCall(address, isFailure: failure != nil)
        case .toolFailed: endCall(address, isFailure: true)
        case .runSuspended: (isSuspended, seconds) = (true, begun.map { max(0, entry.time - $0) })
        case .runResumed: goOn(after: last, at: entry.time)
        case .networkUsed, .sandboxLowered: break
        case .questionAsked(let question): ask(question, at: address)
        case .questionAnswered: endQuestion(at: address)
        case .waitStarted(let until):
            change(address) { $0.activity = "waits for \(Measure.time(max(0, until - entry.time)))" }
        case .waitEnded: change(address) { $0.activity = nil }
        }
    }

    /// Somebody goes on with the run: what had stopped runs again, and what failed the run is tried again.
    private mutating func goOn(after last: Double, at time: Double) {
        secondsBefore += seconds ?? begun.map { max(0, last - $0) } ?? 0
        var address = error?.address.withoutTries ?? .run
        (begun, seconds, status, error, isSuspended) = (time, nil, nil, nil, false)
        for stopped in nodes.keys where nodes[stopped]?.state == .stopped { runAgain(stopped) }
        while address != .run {
            if nodes[address]?.state == .failed { runAgain(address) }
            address = address.enclosing
        }
    }

    private mutating func runAgain(_ address: Address) {
        guard let node = nodes[address] else { return }
        if node.role == .step, node.state == .failed { totals.steps -= 1 }
        change(node.parent) { parent in
            parent.failed.removeAll { $0 == address }
            if !parent.running.contains(address) { parent.running.insertInOrder(address) }
        }
        change(address) { node in (node.state, node.seconds, node.error) = (.running, nil, nil) }
    }

    private mutating func change(_ address: Address, _ body: (inout RunNode) -> Void) {
        guard let index = nodes.index(forKey: address) else { return }
        body(&nodes.values[index])
    }

    /// Changes a part and all those around it.
    private mutating func changeUpwards(_ address: Address, _ body: (inout RunNode) -> Void) {
        var next = address
        while let node = nodes[next] {
            change(next, body)
            next = node.parent
        }
    }
}

extension RunView {
    private mutating func startStep(_ address: Address, _ kind: String, _ detail: String?, at time: Double) {
        let enclosing = address.enclosing
        let parent = nodes[enclosing] == nil ? Address.run : enclosing
        let role: RunNode.Role = address.text.hasSuffix("]") ? .element : kind == "round" ? .round : .step
        var node = RunNode(address, in: parent, role, at: time)
        (node.kind, node.detail) = (kind, detail)
        if nodes[address] == nil, parent == .run { steps.append(address) }
        nodes[address] = node
        change(parent) { $0.running.insertInOrder(address) }
    }

    private mutating func endStep(
        _ address: Address,
        _ status: StepStatus,
        _ error: RunError?,
        _ usage: Usage,
        _ seconds: Double,
        at time: Double
    ) {
        if nodes[address] == nil || nodes[address]?.state == .waiting {
            // A step that is skipped ends without having begun.
            startStep(address, nodes[address]?.kind ?? "", nodes[address]?.detail, at: time)
        }
        change(address) { node in
            node.state = RunNode.State(status)
            node.error = error?.message
            node.seconds = seconds
            if usage != Usage() { node.usage = usage }
            (node.activity, node.isAsking, node.words) = (nil, false, "")
        }
        guard let node = nodes[address] else { return }
        if node.role == .step { totals.steps += 1 }
        for call in node.running where nodes[call]?.role != .element && !keepsAll { nodes[call] = nil }
        change(node.parent) { parent in
            parent.running.removeAll { $0 == address }
            guard node.role == .element else { return }
            if status == .failed { parent.failed.insertInOrder(address) } else { parent.completedElements += 1 }
        }
        // What is within another part is told as a part of that once it has ended.
        if node.parent != .run, status != .failed, !keepsAll { nodes[address] = nil }
    }

    private mutating func retry(_ address: Address, _ reason: String, _ seconds: Double) {
        totals.retries += 1
        change(address) { node in
            node.activity = "tries again in \(Measure.time(seconds)): \(reason)"
            node.isAsking = false
        }
    }

    private mutating func startTurn(_ address: Address, _ model: String) {
        guard let (conversation, turn) = address.turnOfConversation else { return }
        change(conversation) { node in
            (node.model, node.turn, node.isAsking, node.words, node.activity) = (model, turn, true, "", nil)
        }
    }

    private mutating func endTurn(_ address: Address, _ usage: Usage) {
        totals.modelCalls += 1
        totals.usage += usage
        guard let (conversation, _) = address.turnOfConversation else { return }
        change(conversation) { node in
            (node.isAsking, node.activity) = (false, nil)
        }
        changeUpwards(conversation) { $0.usage += usage }
        if focus == conversation { isFocusHeld = false }
    }

    private mutating func addWords(_ text: String, at address: Address) {
        guard let (conversation, _) = address.withoutTries.turnOfConversation, nodes[conversation] != nil else {
            return
        }
        change(conversation) { $0.add(words: text) }
        if !isFocusHeld { (focus, isFocusHeld) = (conversation, true) }
    }

    private mutating func startCall(_ address: Address, _ tool: String, _ arguments: JSONValue, at time: Double) {
        // A file of a prompt is read without a call.
        guard address == address.subject else { return }
        totals.toolCalls += 1
        guard let conversation = address.callingConversation else {
            // A step that is one tool call.
            return change(address) { $0.call = CallText.text(tool, arguments) }
        }
        guard nodes[conversation] != nil else { return }
        var node = RunNode(address, in: conversation, .call, at: time)
        (node.detail, node.call) = (tool, CallText.text(tool, arguments))
        nodes[address] = node
        change(conversation) { $0.running.insertInOrder(address) }
        changeUpwards(conversation) { $0.toolCalls += 1 }
    }

    private mutating func endCall(_ address: Address, isFailure: Bool) {
        guard let conversation = address.callingConversation else {
            return change(address) { $0.activity = nil }
        }
        let isDelegate = nodes[address]?.role == .delegate
        if keepsAll, isDelegate {
            let end = time
            change(address) { node in
                node.state = isFailure ? .failed : .completed
                node.seconds = max(0, end - node.started)
            }
        } else {
            nodes[address] = nil
        }
        if focus == address { (focus, isFocusHeld) = (nil, false) }
        change(conversation) { $0.running.removeAll { $0 == address } }
        if isFailure { changeUpwards(conversation) { $0.failedCalls += 1 } }
    }

    private mutating func ask(_ question: Question, at address: Address) {
        switch question.subject {
        case .answer(let text, _, _): change(address.subject) { $0.activity = "waits for an answer: \(text)" }
        case .approval(let tool, _):
            // The call has not begun, so it is the conversation, or the step, that waits.
            let waiting = address.subject.callingConversation ?? address.subject
            change(waiting) { $0.activity = "waits for approval of \(tool)" }
        }
    }

    private mutating func endQuestion(at address: Address) {
        change(address.subject) { $0.activity = nil }
        if let conversation = address.subject.callingConversation { change(conversation) { $0.activity = nil } }
    }

    /// A call in which a conversation begins is another agent's.
    private mutating func becomeDelegate(_ address: Address) {
        guard nodes[address]?.role == .call else { return }
        totals.toolCalls -= 1
        totals.delegations += 1
        change(address) { $0.role = .delegate }
    }
}

extension RunNode.State {
    init(_ status: StepStatus) {
        switch status {
        case .completed: self = .completed
        case .skipped: self = .skipped
        case .failed: self = .failed
        }
    }
}

import VoleryCore

/// Follows a pattern of addresses into a workflow: `polish#*.review`, `route.billing`, `audit.scan`,
/// `research[0].turn1.call1`.
struct AddressWalk {
    /// What an address leads to.
    enum Target {
        /// A conversation of an agent, in a workflow.
        case agent(Agent, Workflow)
        /// A person, who answers to fit a schema, or in words.
        case person(JSONSchema?)
        /// Whether a call may be made: a person says yes or no.
        case approval
        /// Something within a conversation, of which no more is known.
        case inside
    }

    /// Why an address leads nowhere.
    struct Fault: Error {
        let code: CheckCode
        let message: String
        var notes: [String] = []
        /// The pattern that was probably meant.
        var suggestion: String?
    }

    /// What a name is looked for in.
    private enum Place {
        case workflow(Workflow)
        case group(Step, GroupStep)
        case choice(Step, SwitchStep)
    }

    private let pattern: String
    private let root: Workflow
    private let asksPerson: (ToolGrant, Workflow) -> Bool
    /// What has been read.
    private var read = ""
    private var rest: Substring

    /// A walk from the top of a workflow; `asksPerson` tells whether a tool asks somebody in its calls.
    init(_ pattern: AddressPattern, in workflow: Workflow, asksPerson: @escaping (ToolGrant, Workflow) -> Bool) {
        self.pattern = pattern.text
        root = workflow
        self.asksPerson = asksPerson
        rest = pattern.text[...]
    }

    /// Walks to the end.
    mutating func target() throws(Fault) -> Target {
        var workflow = root
        var place = Place.workflow(root)
        while true {
            let name = String(rest.prefix { !Self.marks.contains($0) })
            guard !name.isEmpty else { throw noAddress }
            guard let step = step(name, in: place) else { throw unknown(name, in: place) }
            take(name.count)
            try takeMarks(of: step, named: name)
            guard rest.first == "." else { return try end(at: step, workflow) }
            switch step.kind {
            case .agent:
                try checkRest(of: step)
                return .inside
            case .group(let group): place = .group(step, group)
            case .choice(let choice): place = .choice(step, choice)
            case .workflow(let call):
                workflow = call.workflow
                place = .workflow(workflow)
            case .tool, .value, .ask, .wait, .fail:
                let message = "`\(read)` is one step, with nothing in it"
                throw Fault(code: .noConversation, message: message, suggestion: read)
            }
            take(1)
        }
    }

    private static let marks: Set<Character> = [".", "[", "#", "~"]

    private mutating func take(_ count: Int) {
        read += rest.prefix(count)
        rest = rest.dropFirst(count)
    }

    // MARK: Names

    private func step(_ name: String, in place: Place) -> Step? {
        switch place {
        case .workflow(let workflow): workflow.steps.first { $0.id == name }
        case .group(_, let group): group.steps.first { $0.id == name }
        case .choice(_, let choice):
            choice.cases.first { $0.key.description == name || $0.key.addressPart == name }?.step
                ?? (name == "default" ? choice.defaultStep : nil)
        }
    }

    private func names(in place: Place) -> [String] {
        switch place {
        case .workflow(let workflow): workflow.steps.map(\.id)
        case .group(_, let group): group.steps.map(\.id)
        case .choice(_, let choice):
            choice.cases.map(\.key.addressPart) + (choice.defaultStep == nil ? [] : ["default"])
        }
    }

    private func unknown(_ name: String, in place: Place) -> Fault {
        let message =
            switch place {
            case .workflow(let workflow) where read.isEmpty || workflow.path == root.path:
                "there is no step `\(name)`"
            case .workflow(let workflow): "the workflow `\(workflow.name)` has no step `\(name)`"
            case .group(let step, _): "the group `\(step.id)` has no step `\(name)`"
            case .choice(let step, _): "the switch `\(step.id)` has no case `\(name)`"
            }
        let names = names(in: place)
        let near = NearestName.of(name, among: names).map { read + $0 + rest.dropFirst(name.count) }
        let notes = near == nil && !read.isEmpty ? ["it has \(names.prefix(12).joined(separator: ", "))"] : []
        return Fault(code: .unknownStep, message: message, notes: notes, suggestion: near)
    }

    // MARK: Elements and rounds

    /// Takes what stands behind a step's name: an element if, and only if, it has them, then a try, then a round.
    private mutating func takeMarks(of step: Step, named name: String) throws(Fault) {
        let before = read
        let isRepeated = if case .group(let group) = step.kind { group.repetition != nil } else { false }
        try checkMark("[", step.forEach != nil, before) {
            step.forEach != nil
                ? ("the step `\(name)` has a conversation for each element", "[*]")
                : ("the step `\(name)` has one conversation, as it has no `for_each`", "")
        }
        if rest.first == "[" { try takeMark(closedBy: "]") }
        if rest.first == "~" { try takeMark() }
        try checkMark("#", isRepeated, read) {
            isRepeated
                ? (
                    "the group `\(name)` has its steps' conversations in each round",
                    "#*" + (rest.isEmpty ? firstAnswer(in: step) ?? "" : "")
                )
                : ("the step `\(name)` has no rounds, as it has no `repeat`", "")
        }
        if rest.first == "#" { try takeMark() }
        if let mark = rest.first, mark != "." { throw noAddress }
    }

    /// Checks that a mark is there if, and only if, it belongs there.
    private func checkMark(
        _ mark: Character,
        _ isWanted: Bool,
        _ before: String,
        _ words: () -> (message: String, insert: String)
    ) throws(Fault) {
        guard (rest.first == mark) != isWanted else { return }
        let (message, insert) = words()
        let behind = isWanted ? rest : rest.drop { $0 == mark || $0 == "*" || $0 == "]" || $0.isNumber }
        throw Fault(code: .noConversation, message: message, suggestion: before + insert + behind)
    }

    private mutating func takeMark(closedBy end: Character? = nil) throws(Fault) {
        let number = rest.dropFirst().prefix { !Self.marks.contains($0) && $0 != "]" }
        guard number == "*" || !number.isEmpty && number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw noAddress
        }
        take(1 + number.count)
        guard let end else { return }
        guard rest.first == end else { throw noAddress }
        take(1)
    }

    private var noAddress: Fault {
        let examples = ["brief", "research[0]", "research[*]", "polish#2.review", "research[0].turn1.call1"]
        let notes = ["addresses are such as \(examples.map { "`\($0)`" }.joined(separator: ", "))"]
        return Fault(code: .invalidAddress, message: "`\(pattern)` is no address", notes: notes)
    }

    // MARK: Ends

    private func end(at step: Step, _ workflow: Workflow) throws(Fault) -> Target {
        switch step.kind {
        case .agent(let agentStep):
            guard let agent = workflow.agents[agentStep.agent] else { return .inside }
            return .agent(agent, workflow)
        case .ask(let ask): return .person(ask.output)
        case .tool(let tool) where tool.grant.needsApproval: return .approval
        case .tool(let tool) where asksPerson(tool.grant, workflow): return .person(nil)
        case .group, .choice, .workflow:
            let inside = firstAnswer(in: step).map { read + $0 }
            let message = "`\(read)` holds other steps, of which each has its own conversations"
            throw Fault(code: .noConversation, message: message, suggestion: inside)
        case .tool, .value, .wait, .fail:
            let message = "the step `\(read)` asks no model and nobody, so it has no replies"
            throw Fault(code: .noConversation, message: message)
        }
    }

    /// The first step within another that an agent or a person answers, as what goes on its address.
    private func firstAnswer(in step: Step) -> String? {
        var seen: Set<String> = []
        return firstAnswer(in: step, &seen)
    }

    /// The same; `seen` are the workflows that were looked into.
    private func firstAnswer(in step: Step, _ seen: inout Set<String>) -> String? {
        let children: [(name: String, step: Step)] =
            switch step.kind {
            case .group(let group): group.steps.map { ($0.id, $0) }
            case .choice(let choice):
                choice.cases.map { ($0.key.addressPart, $0.step) }
                    + (choice.defaultStep.map { [("default", $0)] } ?? [])
            case .workflow(let call) where seen.insert(call.workflow.path).inserted:
                call.workflow.steps.map { ($0.id, $0) }
            case .workflow, .agent, .tool, .value, .ask, .wait, .fail: []
            }
        for (name, child) in children {
            let own = ".\(name)\(child.forEach == nil ? "" : "[*]")"
            switch child.kind {
            case .agent, .ask: return own
            case .group(let group):
                let rounds = group.repetition == nil ? "" : "#*"
                if let inner = firstAnswer(in: child, &seen) { return own + rounds + inner }
            default: if let inner = firstAnswer(in: child, &seen) { return own + inner }
            }
        }
        return nil
    }

    /// Checks the form of what stands behind an agent's step: turns and calls.
    private func checkRest(of step: Step) throws(Fault) {
        for part in rest.dropFirst().split(separator: ".", omittingEmptySubsequences: false) {
            let name = part.prefix { !"[#~@".contains($0) }
            guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { throw noAddress }
        }
    }
}

internal import Synchronization
internal import VoleryCore

/// What people have allowed beyond a single call, for the rest of the run.
///
/// What follows from it is recorded with each call that it covers, so a replay needs none of it.
final class Approvals: Sendable {
    fileprivate struct Rule: Hashable {
        var asker: String?
        var tool: String
        /// The site that it is about; `nil` for every call of the tool.
        var site: String?
    }

    private struct State {
        var rules: Set<Rule> = []
        var waiting: [Address: (question: Question, waiter: Waiter<Answer>)] = [:]
    }

    private let state = Mutex(State())

    /// Waits until an answer to another question covers this one too.
    /// - Throws: `CancellationError` when the task is cancelled first.
    func covered(_ question: Question) async throws -> Answer {
        let waiter = Waiter<Answer>()
        let known = state.withLock { state in
            let known = Self.answer(to: question, by: state.rules)
            if known == nil { state.waiting[question.address] = (question, waiter) }
            return known
        }
        if let known { return known }
        defer { state.withLock { _ = $0.waiting.removeValue(forKey: question.address) } }
        return try await waiter.value()
    }

    /// Keeps what an answer says of other calls, and tells those that wait.
    func remember(_ answer: Answer, to question: Question) {
        guard case .allowed(let scope) = answer, let rule = Rule(scope, question) else { return }
        let covered = state.withLock { state in
            state.rules.insert(rule)
            return state.waiting.values.compactMap { question, waiter in
                Self.answer(to: question, by: state.rules).map { ($0, waiter) }
            }
        }
        for (answer, waiter) in covered { waiter.resume(returning: answer) }
    }

    private static func answer(to question: Question, by rules: Set<Rule>) -> Answer? {
        for scope in [ApprovalScope.tool, .host] {
            if let rule = Rule(scope, question), rules.contains(rule) { return .allowed(scope) }
        }
        return nil
    }
}

extension Approvals.Rule {
    /// What an approval of a question says of other calls; `nil` if nothing.
    fileprivate init?(_ scope: ApprovalScope, _ question: Question) {
        guard case .approval(let tool, _) = question.subject else { return nil }
        switch scope {
        case .call: return nil
        case .host:
            guard let site = question.site else { return nil }
            self.init(asker: question.asker, tool: tool, site: site)
        case .tool: self.init(asker: question.asker, tool: tool)
        }
    }
}

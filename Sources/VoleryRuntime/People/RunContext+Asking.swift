internal import VoleryCore
internal import VoleryWorkflow

extension RunContext {
    /// Asks a person, once and for good; the answer is an entry of the transcript.
    ///
    /// - Parameters:
    ///   - question: What is asked; its address is the effect's.
    ///   - path: The key in the file that asks.
    /// - Returns: The answer, which fits the question.
    /// - Throws: `RunError` with the code `person` where nobody can be asked; `CancellationError`.
    func ask(_ question: Question, path: String? = nil) async throws -> Answer {
        let question = question.redacted(by: redactor)
        var fingerprint = Fingerprint()
        fingerprint.add(question.fingerprinted)
        let entry = try await transcript.perform(
            at: question.address,
            fingerprint: fingerprint.text,
            start: .questionAsked(question: question)
        ) {
            .questionAnswered(answer: try await answer(to: question, path))
        }
        guard case .questionAnswered(let answer) = entry else {
            throw RunError(.internal, "the entry of a question holds something else", at: question.address)
        }
        // What was allowed for the rest of the run stays allowed when the run goes on.
        approvals.remember(answer, to: question)
        return answer
    }

    private func answer(to question: Question, _ path: String?) async throws -> Answer {
        let answer: Answer
        do {
            guard let people else { throw NobodyToAsk() }
            answer = try await suspension.waitingInPlace { try await firstAnswer(of: people, to: question) }
        } catch let error as NobodyToAsk {
            guard configuration.journal.isDurable else {
                throw RunError(.person, error.description, at: question.address, path: path)
            }
            try await suspension.hold(
                RunSuspended.Wait(address: question.address, question: question, until: StepDeadline.current)
            )
        }
        if let fault = question.fault(of: answer) {
            throw RunError(.invalid, "the answer does not fit: \(fault)", at: question.address, path: path)
        }
        approvals.remember(answer, to: question)
        return answer
    }

    /// What people say, or what follows from their answer to another question that is asked at the same time.
    private func firstAnswer(of people: any People, to question: Question) async throws -> Answer {
        guard case .approval = question.subject else { return try await people.answer(question) }
        let approvals = approvals
        return try await withThrowingTaskGroup(of: Answer.self) { group in
            group.addTask { try await approvals.covered(question) }
            group.addTask { try await people.answer(question) }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw CancellationError() }
            return answer
        }
    }
}

extension Question {
    /// What an answer is bound to: who asks, and for what exactly.
    fileprivate var fingerprinted: JSONValue {
        let asker = asker.map(JSONValue.string) ?? .null
        return switch subject {
        case .answer(let text, let schema, let draft): [asker, .string(text), schema ?? .null, draft ?? .null]
        case .approval(let tool, let arguments): [asker, .string(tool), arguments]
        }
    }
}

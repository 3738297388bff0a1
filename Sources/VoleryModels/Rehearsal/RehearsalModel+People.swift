public import VoleryCore
internal import VoleryWorkflow

extension RehearsalModel: People {
    /// Answers as the rehearsal says: an `output` at the address of the question, or of the call that it is about.
    ///
    /// What it does not say is made up to fit, and approvals are given.
    @concurrent public func answer(_ question: Question) async throws -> Answer {
        try Task.checkCancellation()
        guard let reply = try nextReply(at: question.place) else { return try madeUp(for: question) }
        guard case .output(let template) = reply.kind else {
            throw RehearsalFault("a person's answer is an `output`", path: reply.path)
        }
        let answer = answer(question, try value(of: template, in: reply))
        if let fault = question.fault(of: answer) {
            throw RehearsalFault("the answer at `\(question.place)` does not fit: \(fault)", path: reply.path)
        }
        return answer
    }

    private func answer(_ question: Question, _ value: JSONValue) -> Answer {
        guard case .approval = question.subject else { return .value(value) }
        return switch value {
        case .bool(true): .allowed(.call)
        case .bool(false): .denied(because: nil)
        case .string(let reason): .denied(because: reason)
        default: .value(value)
        }
    }

    private func madeUp(for question: Question) throws -> Answer {
        switch question.subject {
        case .approval: return .allowed(.call)
        case .answer(_, _, let draft?) where question.fault(of: .value(draft)) == nil: return .value(draft)
        case .answer(_, nil, _): return .value(.string("An answer at \(question.place)."))
        case .answer(_, let schema?, _):
            return .value(try madeUpValue(JSONSchema(schema), at: question.place, for: "the question"))
        }
    }
}

extension Question {
    /// How rehearsals name it: by the step or the call, without tries.
    fileprivate var place: Address { address.subject.withoutTries }
}

public import VoleryCore

extension Runtime {
    /// Answers a question that a run waits for; `withRun(resuming:of:)` then goes on with it.
    ///
    /// ```swift
    /// } catch let suspended as RunSuspended {
    ///     for wait in suspended.waits where wait.question != nil { show(wait) }
    /// }
    /// // Hours later, in another process:
    /// try await runtime.answer(.value("Yes"), at: "approve", of: run)
    /// ```
    ///
    /// The answer is bound to just what was asked, and redacted as all that is recorded.
    ///
    /// - Parameters:
    ///   - answer: The answer.
    ///   - address: Where it is asked.
    ///   - run: The run's id.
    /// - Throws: `JournalError` if there is no such run or somebody works on it; `RunError` with the code `person` if
    ///   nothing is asked there any more, and `invalid` if the answer does not fit the question.
    public func answer(_ answer: Answer, at address: Address, of run: String) async throws {
        let journal = configuration.journal
        let claim = try await journal.claim(run: run)
        do {
            let entries = try await journal.read(run: run)
            guard let asked = entries.openWaits.first(where: { $0.address == address }),
                case .questionAsked(let question) = asked.payload
            else { throw RunError(.person, "run \(run) waits for no answer there", at: address) }
            if let fault = question.fault(of: answer) {
                throw RunError(.invalid, "the answer does not fit: \(fault)", at: address)
            }
            let entry = Entry(
                number: entries.count + 1,
                time: configuration.time.secondsSince1970,
                address: address,
                fingerprint: asked.fingerprint,
                payload: Entry.Payload.questionAnswered(answer: answer).redacted(by: redactor)
            )
            try await journal.append([entry], to: claim)
        } catch {
            await journal.release(claim)
            throw error
        }
        await journal.release(claim)
    }
}

extension [Entry] {
    /// The entries of what a run waits for, by address: questions without an answer, times that have not come.
    ///
    /// A run that has ended waits for nothing; one that goes on after a failure waits for what it asked before.
    package var openWaits: [Entry] {
        if case .runEnded? = last?.payload { return [] }
        var open: [Address: Entry] = [:]
        for entry in self {
            switch entry.payload {
            case .questionAsked, .waitStarted: open[entry.address] = entry
            case .questionAnswered, .waitEnded: open[entry.address] = nil
            // Nobody waits any more for what a timeout, for one, has cut short.
            case .stepEnded, .stepRetried:
                for address in open.keys where address.isAtOrBelow(entry.address) { open[address] = nil }
            default: break
            }
        }
        return open.values.sorted { $0.address < $1.address }
    }
}

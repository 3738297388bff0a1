internal import VoleryCore
internal import VoleryRuntime

extension RecordedRun {
    /// What the run waits for people to answer, by address.
    var openQuestions: [Question] {
        waits.compactMap { if case .questionAsked(let question) = $0.payload { question } else { nil } }
    }

    /// The open question at an address.
    /// - Throws: `UsageError` that says what is asked, if nothing is asked there any more.
    func openQuestion(at address: Address) throws(UsageError) -> Question {
        let open = openQuestions
        if let found = open.first(where: { $0.address == address }) { return found }
        if hasEnded {
            let next = summary.state == .failed ? "; `volery resume \(run)` tries again what failed" : ""
            throw UsageError("run \(run) has ended, \(summary.state.rawValue), and waits for no answer\(next)")
        }
        let known = open.map { "`\($0.address.text)`" }.joined(separator: ", ")
        let rest = known.isEmpty ? "and waits for no other answer" : "but waits for one at \(known)"
        if isAnswered(address) { throw UsageError("run \(run) has its answer at `\(address.text)`, \(rest)") }
        if case .waitStarted(let until)? = waits.first(where: { $0.address == address })?.payload {
            let time = LocalTime.text(until)
            throw UsageError("`\(address.text)` waits for a time, \(time), and for no answer; run \(run) goes on then")
        }
        guard !known.isEmpty else { throw UsageError("run \(run) waits for no answer") }
        let near = NearestName.of(address.text, among: open.map(\.address.text))
        let guess = near.map { "; did you mean `\($0)`?" } ?? ""
        throw UsageError("run \(run) asks nothing at `\(address.text)`, but at \(known)\(guess)")
    }

    private func isAnswered(_ address: Address) -> Bool {
        entries.contains { entry in
            guard entry.address == address, case .questionAnswered = entry.payload else { return false }
            return true
        }
    }
}

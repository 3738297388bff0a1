internal import VoleryCore

/// What a run has asked and nobody has answered, in the order of its entries.
struct PendingQuestions {
    /// A question, and the digest that its answer is bound to.
    struct Asked: Hashable {
        var question: Question
        var fingerprint: String
    }

    private(set) var all: [Asked] = []

    init(_ entries: [Entry]) {
        for entry in entries {
            switch entry.payload {
            case .questionAsked(let question):
                guard let fingerprint = entry.fingerprint else { continue }
                all.removeAll { $0.question.address == entry.address }
                all.append(Asked(question: question, fingerprint: fingerprint))
            case .questionAnswered: all.removeAll { $0.question.address == entry.address }
            default: break
            }
        }
    }

    /// The question at an address.
    /// - Throws: `UsageError` that says what is asked, if nothing is asked there.
    func question(at address: Address, in run: String) throws -> Asked {
        if let asked = all.first(where: { $0.question.address == address }) { return asked }
        guard !all.isEmpty else { throw UsageError("run \(run) waits for no answer") }
        let known = all.map { "`\($0.question.address.text)`" }.joined(separator: ", ")
        let near = NearestName.of(address.text, among: all.map(\.question.address.text))
        let guess = near.map { "; did you mean `\($0)`?" } ?? ""
        throw UsageError("run \(run) asks nothing at `\(address.text)`, but at \(known)\(guess)")
    }
}

package import VoleryCEL

/// A mistake in an expression, in the form of diagnostics: one clause without a full stop, and the rest as notes.
package struct ProblemWords {
    /// What is wrong.
    package let message: String
    /// What else is said.
    package let notes: [String]

    /// The words of a mistake.
    package init(_ problem: CELProblem) {
        var sentences = problem.message.split(separator: ". ", maxSplits: 1).map(String.init)
        let last = sentences.popLast() ?? ""
        sentences.append(last.hasSuffix(".") ? String(last.dropLast()) : last)
        message = Self.uncapitalized(sentences[0])
        notes = sentences.dropFirst().map(Self.uncapitalized)
    }

    /// A sentence that begins with a word begins small; a name in capitals stays as it is.
    private static func uncapitalized(_ sentence: String) -> String {
        guard let second = sentence.dropFirst().first, second.isLowercase || second == " " else { return sentence }
        return sentence.prefix(1).lowercased() + sentence.dropFirst()
    }
}

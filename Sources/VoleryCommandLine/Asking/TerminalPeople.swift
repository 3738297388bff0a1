internal import VoleryCore
internal import VoleryRuntime

/// The person at the terminal, who is asked one question at a time, below what was drawn so far.
final class TerminalPeople: People {
    private let input: LineInput
    private let terminal: Terminal
    private let screen: SharedScreen
    private let turns = Gate()

    /// The person who reads a terminal and types at a descriptor.
    ///
    /// - Parameters:
    ///   - input: Where the person types.
    ///   - terminal: What the person reads.
    ///   - screen: Keeps the progress from drawing over a question.
    init(input: LineInput, terminal: Terminal, screen: SharedScreen) {
        self.input = input
        self.terminal = terminal
        self.screen = screen
    }

    /// Asks until the answer fits; the end of the input means that nobody is there.
    @concurrent func answer(_ question: Question) async throws -> Answer {
        try await turns.enter()
        defer { turns.leave() }
        await screen.hold()
        defer { screen.release() }
        // What was typed before a call was shown can't be meant for it.
        if case .approval = question.subject { input.forgetTyped() }
        var text = "\n" + QuestionText.text(of: question)
        while true {
            try await show(text + QuestionText.prompt(for: question))
            guard let line = try await input.line() else { throw NobodyToAsk("the terminal's input has ended") }
            do throws(TypedAnswer.Fault) {
                return try TypedAnswer.answer(line, to: question)
            } catch {
                text = TerminalText.escapedKeepingLines(error.description) + "\n"
            }
        }
    }

    private func show(_ text: String) async throws {
        let terminal = terminal
        try await Blocking.run { try terminal.write(text) }
    }
}

internal import Synchronization
internal import VoleryCore

extension RunContext {
    /// How a tool asks a person in one of its calls; its questions are `CALL@ask1`, `CALL@ask2`, …, one after another.
    func asking(at address: Address, for tool: any Tool) -> ToolContext.Asking {
        let (count, turn) = (QuestionCount(), Gate())
        return { text, schema in
            try await turn.enter()
            defer { turn.leave() }
            let question = Question(
                at: address.question("ask\(count.next())"),
                asker: tool.name,
                .answer(text: text, schema: schema?.value, draft: nil)
            )
            guard case .value(let value) = try await self.ask(question) else { return .null }
            return value
        }
    }
}

private final class QuestionCount: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}

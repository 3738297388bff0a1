#if SQLite
internal import ArgumentParser
internal import Volery

/// `volery answer`: answers what a run waits for.
struct AnswerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Answers a question of a run that waits for it.",
        discussion: "`volery show RUN` tells what is asked, and where."
    )

    @Argument(help: "The run's id, or its beginning.")
    var run: String

    @Argument(help: "The question's address, such as approve or plan.turn1.call2@approval.")
    var address: String

    @Argument(help: "The answer, as one would type it.")
    var text: String?

    @Option(help: "The answer as JSON.")
    var json: String?

    @Flag(help: "Allows the call.")
    var approve = false

    @Flag(help: "Does not allow the call.")
    var deny = false

    @Option(help: "Why not; the model is told.")
    var because: String?

    @Flag(help: "Goes on with the run at once.")
    var resume = false

    func validate() throws {
        let given = [text != nil, json != nil, approve, deny].count { $0 }
        guard given == 1 else { throw ValidationError("Give one answer: a text, --json, --approve or --deny.") }
        if because != nil, !deny { throw ValidationError("--because goes with --deny.") }
    }

    func run() async throws {
        let console = Console()
        do {
            let stored = try await StoredRun.find(run, console)
            do {
                try await answer(stored, console)
            } catch {
                await stored.journal.close()
                throw error
            }
            await stored.journal.close()
            try console.errors.write("answered \(TerminalText.escaped(address)) of run \(stored.id)\n")
        } catch {
            throw Stop(status: console.report(error))
        }
        guard resume else { return }
        try await ResumeCommand.parse([run]).run()
    }

    private func answer(_ stored: StoredRun, _ console: Console) async throws {
        let (journal, id) = (stored.journal, stored.id)
        let loader = WorkflowLoader(tools: try Runtime.catalogue(), environment: console.environment)
        let project = try await Blocking.run { try loader.project(above: stored.header.file ?? "volery.yaml") }
        let claim = try await journal.claim(run: id)
        do {
            let entries = try await journal.read(run: id)
            let asked = try PendingQuestions(entries).question(at: Address(address), in: id)
            let payload = Entry.Payload.questionAnswered(answer: try given(to: asked.question))
            let entry = Entry(
                number: entries.count + 1,
                time: SystemTime().secondsSince1970,
                address: asked.question.address,
                fingerprint: asked.fingerprint,
                payload: payload.redacted(by: SecretRedactor(project.secrets))
            )
            try await journal.append([entry], to: claim)
            await journal.release(claim)
        } catch {
            await journal.release(claim)
            throw error
        }
    }

    /// The answer that the command line gives.
    private func given(to question: Question) throws -> Answer {
        let answer: Answer
        if approve {
            answer = .allowed(.call)
        } else if deny {
            answer = .denied(because: because)
        } else if let json {
            do throws(JSONParseError) {
                answer = .value(try JSONValue(parsing: json))
            } catch {
                throw UsageError("the answer is not JSON: \(error)")
            }
        } else {
            do throws(TypedAnswer.Fault) {
                answer = try TypedAnswer.answer(text ?? "", to: question)
            } catch {
                throw UsageError(error.description)
            }
        }
        if let fault = question.fault(of: answer) { throw UsageError("the answer does not fit: \(fault)") }
        return answer
    }
}
#endif

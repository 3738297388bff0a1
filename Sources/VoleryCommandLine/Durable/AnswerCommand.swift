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

    @Argument(help: "The run's id, or its beginning.", completion: RunID.completion)
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
        try await console.doing {
            try await RunStore.with(console) { store in
                let run = try await store.run(run).run
                try await answer(run, of: store, console)
                let open = try await store.recorded(run).openQuestions
                console.note("answered \(address) of run \(run)\(resume ? "" : Self.next(run, open))")
            }
        }
        guard resume else { return }
        try await ResumeCommand.asyncParse([run]).run()
    }

    /// What is left to do.
    private static func next(_ run: String, _ open: [OpenQuestion]) -> String {
        guard !open.isEmpty else { return "; go on with: volery resume \(run)" }
        let places = open.prefix(5).map { "`\($0.question.address)`" }.joined(separator: ", ")
        return "; it waits for \(Measure.count(open.count, "more answer")) at \(places)\(open.count > 5 ? ", …" : "")"
    }

    private func answer(_ run: String, of store: RunStore, _ console: Console) async throws {
        let journal = store.journal
        let stored = try await store.stored(run)
        let file = stored.files?.file ?? stored.header.file
        let loader = WorkflowLoader(tools: try Runtime.catalogue(), environment: console.environment)
        let project = try await Blocking.run { try loader.project(above: file ?? "volery.yaml") }
        let claim = try await journal.claim(run: run)
        do {
            try await journal.append([try await entry(for: run, journal, SecretRedactor(project.secrets))], to: claim)
            await journal.release(claim)
        } catch {
            await journal.release(claim)
            throw error
        }
    }

    /// The entry that answers the question; the run is claimed, so that nobody else answers it meanwhile.
    private func entry(for run: String, _ journal: any Journal, _ redactor: SecretRedactor) async throws -> Entry {
        let summary = try await journal.run(withPrefix: run)
        let recorded = RecordedRun(summary: summary, entries: try await journal.read(run: run))
        let open = try recorded.openQuestion(at: Address(address))
        let payload = Entry.Payload.questionAnswered(answer: try given(to: open.question))
        return Entry(
            number: summary.entries + 1,
            time: SystemTime().secondsSince1970,
            address: open.question.address,
            fingerprint: open.fingerprint,
            payload: payload.redacted(by: redactor)
        )
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

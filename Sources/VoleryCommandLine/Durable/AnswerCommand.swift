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
    private static func next(_ run: String, _ open: [Question]) -> String {
        guard !open.isEmpty else { return "; go on with: volery resume \(run)" }
        let places = open.prefix(5).map { "`\($0.address)`" }.joined(separator: ", ")
        return "; it waits for \(Measure.count(open.count, "more answer")) at \(places)\(open.count > 5 ? ", …" : "")"
    }

    private func answer(_ run: String, of store: RunStore, _ console: Console) async throws {
        let journal = store.journal
        let stored = try await store.stored(run)
        let file = stored.files?.file ?? stored.header.file
        let loader = WorkflowLoader(tools: try Runtime.catalogue(), environment: console.environment)
        let project = try await Blocking.run { try loader.project(above: file ?? "volery.yaml") }
        let recorded = try await store.recorded(run)
        let asked = try recorded.openQuestion(at: Address(address))
        try await Runtime(project: project, journal: journal).answer(try given(to: asked), at: asked.address, of: run)
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

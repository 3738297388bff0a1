import Synchronization
import Testing
import VoleryCore
import VoleryRuntime
import VoleryTestKit
import VoleryWorkflow

@Suite("People are asked")
struct PeopleTests {
    @Test("a call that needs approval is made only after a person allowed just these arguments")
    func allowed() throws {
        let (outputs, entries) = try run([double(2)]) { question in
            #expect(question.address == Address("ask.turn1.call1@approval"))
            #expect(question.asker == "a")
            #expect(question.subject == .approval(tool: "double", arguments: ["number": 2]))
            return .allowed(.call)
        }
        #expect(outputs == ["ask": "4"])
        let answered = try #require(entries.firstIndex { $0.payload == .questionAnswered(answer: .allowed(.call)) })
        let started = try #require(entries.firstIndex { if case .toolStarted = $0.payload { true } else { false } })
        #expect(answered < started)
    }

    @Test("a call that a person denies is not made, and the model is told why")
    func denied() throws {
        let (outputs, entries) = try run([double(2)]) { _ in .denied(because: "not on a Sunday") }
        #expect(outputs == ["ask": "error: a person did not allow this call: not on a Sunday"])
        #expect(!entries.contains { if case .toolStarted = $0.payload { true } else { false } })
    }

    @Test("a tool step whose call is denied fails")
    func deniedStep() throws {
        let step = ToolStep(
            grant: ToolGrant(tool: "double", needsApproval: true),
            with: [("number", .constant(1))]
        )
        let workflow = Workflow(name: "w", steps: [Step(id: "call", kind: .tool(step))])
        let error = try failing(workflow) { _ in .denied(because: nil) }
        #expect(error?.code == .tool)
        #expect(error?.message == "a person did not allow this call")
    }

    @Test("of 16 parallel calls each gets its own answer, in whatever order the answers come")
    func ownAnswers() throws {
        let calls = (0..<16).map(double)
        for seed in 0..<seeds {
            let (outputs, _) = try run(calls, seed: seed, delay: { .seconds((Int(seed) &+ $0 * 7) % 11) }) { question in
                guard case .approval(_, let arguments) = question.subject else { return .denied(because: nil) }
                return (arguments["number"]?.intValue ?? 0) % 2 == 0 ? .allowed(.call) : .denied(because: "odd")
            }
            let expected = (0..<16).map {
                $0 % 2 == 0 ? "\($0 * 2)" : "error: a person did not allow this call: odd"
            }
            try #require(outputs["ask"] == .string(expected.joined(separator: ";")))
        }
    }

    @Test("`always` covers the calls of the tool that wait already, and those to come")
    func always() throws {
        for seed in 0..<seeds {
            let asked = Mutex(0)
            let (outputs, entries) = try run((0..<4).map(double), seed: seed, delay: { .seconds($0 + 1) }) { _ in
                asked.withLock { $0 += 1 }
                return .allowed(.tool)
            }
            try #require(outputs["ask"] == "0;2;4;6")
            try #require(asked.withLock { $0 } == 1)
            // What a rule allowed is recorded with each call, so that a replay needs no rule.
            let answers = entries.filter { $0.payload == .questionAnswered(answer: .allowed(.tool)) }
            try #require(Set(answers.map(\.address)).count == 4)
        }
    }

    @Test(
        "an approval for a site covers that site alone",
        arguments: [
            ("https://a.example/x", "https://a.example/y", true),
            ("https://a.example/x", "https://A.example?q", true),
            ("https://a.example/x", "http://a.example/x", false),
            ("https://a.example/x", "https://a.example:8443/x", false),
            ("https://a.example/x", "https://a.example@b.example/x", false),
            ("https://a.example/x", "https://a.example\\.b.example/x", false),
            ("https://a.example/x", "https://b.example/a.example", false),
        ]
    )
    func site(_ first: String, _ second: String, isCovered: Bool) throws {
        func question(_ url: String) -> Question {
            Question(at: .run, .approval(tool: "get", arguments: ["url": .string(url)]))
        }
        let site = try #require(question(first).site)
        #expect((question(second).site == site) == isCovered)
    }

    @Test("where nobody can be asked, the run fails and says so")
    func nobody() throws {
        let error = try failing(try workflow([double(1)]), people: nil)
        #expect(error?.code == .person)
        #expect(error?.address == Address("ask.turn1.call1@approval"))
    }

    @Test("an answer that does not fit the question is a failure, never used")
    func misfit() throws {
        let error = try failing(try workflow([double(1)])) { _ in .value(true) }
        #expect(error?.code == .invalid)
    }

    @Test("a tool asks a person in the middle of a call, and its questions have addresses of their own")
    func toolAsks() throws {
        let workflow = Workflow(
            name: "w",
            steps: [Step(id: "book", kind: .tool(ToolStep(grant: ToolGrant(tool: "book"))))]
        )
        let asked = Mutex([Address]())
        let outputs = try Simulation(seed: 1).run { time in
            var configuration = try simulated(ScriptedModels([:]), time, tools: [Book()]).configuration
            configuration.people = Script(time: time, delay: { _ in .seconds(100_000) }) { question in
                asked.withLock { $0.append(question.address) }
                guard case .answer(_, let schema, _) = question.subject else { return .denied(because: nil) }
                return .value(schema == nil ? "Oslo" : 3)
            }
            return try await Runtime(configuration).withRun(of: workflow) { try await $0.outputs() }
        }
        #expect(outputs == ["book": "3 nights in Oslo"])
        #expect(asked.withLock { $0 } == [Address("book@ask1"), Address("book@ask2")])
    }

    /// A tool that waits for a person longer than any call may take.
    private struct Book: Tool {
        let name = "book"
        let description = "Books a room."
        let effects: ToolEffects = .asksPerson

        func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
            let city = try await context.ask("Where?")
            let nights = try await context.ask("How many nights?", schema: JSONSchema(["type": "integer"]))
            return .text("\(nights.intValue ?? 0) nights in \(city.stringValue ?? "")")
        }
    }

    /// People who say what a test scripts, each question after a while of its own.
    private struct Script: People {
        let time: SimulatedTime
        let delay: @Sendable (Int) -> Duration
        let reply: @Sendable (Question) -> Answer

        func answer(_ question: Question) async throws -> Answer {
            var number = 0
            if case .approval(_, let arguments) = question.subject { number = arguments["number"]?.intValue ?? 0 }
            try await time.sleep(for: delay(number))
            return reply(question)
        }
    }

    private func double(_ number: Int) -> (tool: String, arguments: TemplateValue) {
        ("double", .constant(["number": .int(number)]))
    }

    private func workflow(_ calls: [(tool: String, arguments: TemplateValue)]) throws -> Workflow {
        let agent = Agent(name: "a", tools: [ToolGrant(tool: "double", needsApproval: true)])
        return Workflow(name: "w", agents: ["a": agent], steps: [try agentStep("ask", "Go.")])
    }

    private func run(
        _ calls: [(tool: String, arguments: TemplateValue)],
        seed: UInt64 = 1,
        delay: @escaping @Sendable (Int) -> Duration = { _ in .seconds(1) },
        _ reply: @escaping @Sendable (Question) -> Answer
    ) throws -> (JSONObject, [Entry]) {
        let workflow = try workflow(calls)
        return try Simulation(seed: seed).run { time in
            let joined = try Template("${{ results.map(r, type(r) == string ? r : toJson(r)).join(';') }}")
            let models = ScriptedModels(["ask": [.calls(calls), .text(joined)]])
            var configuration = try simulated(models, time, tools: [Double()]).configuration
            configuration.people = Script(time: time, delay: delay, reply: reply)
            return try await Runtime(configuration).withRun(of: workflow) { run in
                let outputs = try await run.outputs()
                return (outputs, try await configuration.journal.read(run: run.id))
            }
        }
    }

    private func failing(
        _ workflow: Workflow,
        people reply: (@Sendable (Question) -> Answer)?
    ) throws -> RunError? {
        try Simulation(seed: 1).run { time in
            let models = ScriptedModels(["ask": [.calls([("double", .constant(["number": 1]))])]])
            var configuration = try simulated(models, time, tools: [Double()]).configuration
            configuration.people = reply.map { Script(time: time, delay: { _ in .zero }, reply: $0) }
            do {
                _ = try await Runtime(configuration).withRun(of: workflow) { try await $0.outputs() }
                return nil
            } catch let error as RunError {
                return error
            }
        }
    }

    private func failing(_ workflow: Workflow, _ reply: @escaping @Sendable (Question) -> Answer) throws -> RunError? {
        try failing(workflow, people: reply)
    }
}

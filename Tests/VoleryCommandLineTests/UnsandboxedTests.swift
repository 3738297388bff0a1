import Testing
import VoleryCore

@testable import VoleryCommandLine

@Suite("Commands without a sandbox")
struct UnsandboxedTests {
    private static let none = "safety: { sandbox: none }\n"
    private static let shell = "steps: { say: { tool: shell, with: { command: pwd } } }\n"

    private func marks(_ outcome: Program.Outcome) throws -> [String: String] {
        var marks: [String: String] = [:]
        for line in outcome.output.split(separator: "\n") {
            guard case .entry(let entry)? = try RunEvent(json: JSONValue(parsing: String(line))) else { continue }
            if case .sandboxLowered(let tier) = entry.payload { marks[entry.address.description] = tier }
        }
        return marks
    }

    private func expectRefusal(_ outcome: Program.Outcome, at place: String) {
        #expect(outcome.status == 1)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("--allow-unsandboxed"), "\(outcome.errors)")
        #expect(outcome.errors.contains("or ask for one, such as `sandbox: { minimum: landlock }`\n"))
        #expect(outcome.errors.contains("--> \(place)"), "\(outcome.errors)")
        #expect(!outcome.errors.contains("started"), "\(outcome.errors)")
    }

    @Test("are refused before anything begins where only the project says so, with the place of what would run them")
    func refused() throws {
        let program = try Program(["volery.yaml": Self.none, "w.yaml": Self.shell])
        expectRefusal(try program.run("run", "w.yaml"), at: "w.yaml:1:")
        #expect(program.names(in: ".volery").filter { $0 != "runs.db" } == [])
        #expect(try program.run("check", "w.yaml").status == 0)
    }

    @Test("are run where whoever runs it allows that too, and each is marked")
    func allowed() throws {
        let program = try Program(["volery.yaml": Self.none, "w.yaml": Self.shell])
        let outcome = try program.run("run", "w.yaml", "--allow-unsandboxed", "--output", "jsonl")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try marks(outcome) == ["say": "none"])
        #expect(outcome.errors.contains("say  the command is not in a sandbox\n"))
        #expect(!outcome.output.contains("/workspace"))
        let started = try #require(outcome.errors.firstMatch(of: /started: w, (\S+)/))
        let events = try program.run("events", String(started.1))
        #expect(try marks(events) == ["say": "none"])
    }

    @Test("are not had by the command line alone: a sandbox holds them as ever")
    func alone() throws {
        let program = try Program(["w.yaml": Self.shell])
        let outcome = try program.run("run", "w.yaml", "--allow-unsandboxed", "--output", "jsonl")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try marks(outcome).isEmpty)
        #expect(outcome.output.contains("/workspace"))
    }

    @Test("are of no concern to a workflow without commands")
    func without() throws {
        let program = try Program(["volery.yaml": Self.none, "w.yaml": "steps: { a: { value: 1 } }"])
        #expect(try program.run("run", "w.yaml").status == 0)
    }

    @Test("of a called workflow are refused and marked as the caller's own, unless it asks for a sandbox itself")
    func called() throws {
        let program = try Program([
            "volery.yaml": Self.none, "w.yaml": "steps: { call: { workflow: sub.yaml } }\n", "sub.yaml": Self.shell,
            "strict.yaml": "steps: { call: { workflow: held.yaml } }\n",
            "held.yaml": "safety: { sandbox: { minimum: bubblewrap } }\n" + Self.shell,
        ])
        expectRefusal(try program.run("run", "w.yaml"), at: "sub.yaml:1:")
        let outcome = try program.run("run", "w.yaml", "--allow-unsandboxed", "--output", "jsonl")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try marks(outcome) == ["call.say": "none"])
        for flags in [[], ["--allow-unsandboxed"]] {
            let held = try program.run(["run", "strict.yaml", "--output", "jsonl"] + flags)
            #expect(held.status == 0, "\(held.errors)")
            #expect(try marks(held).isEmpty)
        }
    }

    @Test("of a declared tool are refused and marked as the shell's")
    func declared() throws {
        let program = try Program([
            "volery.yaml": Self.none,
            "w.yaml": """
            tools:
              say: { description: Says it., arguments: { word: { type: string } }, command: [echo, "${{ arguments.word }}"] }
            steps:
              a: { tool: say, with: { word: "x y; z" } }
            """,
        ])
        expectRefusal(try program.run("run", "w.yaml"), at: "w.yaml:4:")
        let outcome = try program.run("run", "w.yaml", "--allow-unsandboxed", "--output", "jsonl")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try marks(outcome) == ["a": "none"])
        #expect(outcome.output.contains(#""a":"x y; z""#))
    }

    @Test("are really run in a rehearsal, so that takes the same two, as does a test")
    func rehearsed() throws {
        let program = try Program([
            "volery.yaml": Self.none,
            "w.yaml": """
            agents: { clerk: { tools: [shell] } }
            steps: { ask: { agent: clerk, prompt: Where are you? } }
            """,
            "w.rehearsal.yaml": """
            replies:
              ask:
                - call: { shell: { command: pwd } }
                - text: "${{ results[0].stdout }}"
            """,
        ])
        expectRefusal(try program.run("run", "w.yaml", "--rehearse"), at: "w.yaml:1:")
        let outcome = try program.run("run", "w.yaml", "--rehearse", "--allow-unsandboxed", "--output", "jsonl")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try marks(outcome) == ["ask.turn1.call1": "none"])
        let test = try program.run("test", "w.yaml")
        #expect(test.status == 1)
        #expect(test.errors.contains("--allow-unsandboxed"), "\(test.errors)")
        #expect(try program.run("test", "w.yaml", "--allow-unsandboxed").status == 0)
    }

    @Test("that are recorded are replayed without leave, since none is run")
    func replayed() throws {
        let program = try Program(["volery.yaml": Self.none, "w.yaml": Self.shell])
        let arguments = ["run", "w.yaml", "--allow-unsandboxed", "--record", "w.cassette.jsonl"]
        #expect(try program.run(arguments).status == 0)
        let replay = try program.run("run", "w.yaml", "--replay", "w.cassette.jsonl")
        #expect(replay.status == 0, "\(replay.errors)")
        #expect(try program.run("test", "w.yaml").status == 0)
    }
}

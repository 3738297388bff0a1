internal import ArgumentParser
internal import Volery

/// `volery doctor`: shows by trying it what holds on this machine.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Tries what runs rely on here: files, the sandbox and its limits, models.",
        discussion: "Ends with 1 if something that is needed does not hold. Nothing is sent anywhere."
    )

    /// How the outcomes are written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
    }

    @Option(help: "What standard output carries: text or json.")
    var output: Format = .text

    func run() async throws {
        let console = Console()
        var holdsAll = false
        do {
            let loader = WorkflowLoader(tools: try Runtime.catalogue(), environment: console.environment)
            let project = try await Blocking.run { try loader.project(above: "volery.yaml") }
            let trials = SystemTrials(project: project, environment: .current())
            let outcomes = await trials.outcomes()
            try console.output.write(output == .json ? Self.json(outcomes) : Self.text(outcomes, in: project))
            holdsAll = outcomes.allSatisfy { $0.holds || !$0.isNeeded }
        } catch let closed as OutputClosed {
            throw closed
        } catch {
            throw Stop(status: console.report(error))
        }
        if !holdsAll { throw Stop(status: .failed) }
    }

    static func text(_ outcomes: [SystemTrials.Outcome], in project: Project) -> String {
        let lines = outcomes.map { outcome in
            let mark = outcome.holds ? "✓" : outcome.isNeeded ? "✗" : "-"
            let name = outcome.name + String(repeating: " ", count: max(0, 8 - outcome.name.utf8.count))
            return "\(mark) \(name) \(TerminalText.escapedKeepingLines(outcome.detail))\n"
        }
        return "workspace: \(TerminalText.escaped(project.folder))\n" + lines.joined()
    }

    private static func json(_ outcomes: [SystemTrials.Outcome]) -> String {
        let list = outcomes.map { outcome -> JSONValue in
            [
                "name": .string(outcome.name), "holds": .bool(outcome.holds), "needed": .bool(outcome.isNeeded),
                "detail": .string(outcome.detail),
            ]
        }
        return TerminalText.escapedJSON(JSONValue.array(list).serialized(.pretty)) + "\n"
    }
}

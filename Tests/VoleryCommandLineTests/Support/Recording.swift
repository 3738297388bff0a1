import FoundationEssentials
import Synchronization
import Testing
import VoleryCore
import VoleryRuntime
import VoleryTestKit
import VoleryWorkflow

/// A recorded run and how it was made.
///
/// It is in `Recorded/research.jsonl`; with `VOLERY_RECORD` set, a test makes it anew.
enum Recording {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Recorded/research.jsonl")

    /// The recorded events.
    static func events() throws -> [RunEvent] {
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        return try text.split(separator: "\n").compactMap { try RunEvent(json: JSONValue(parsing: String($0))) }
    }

    static func record(_ events: [RunEvent]) throws {
        let text = events.map { $0.json.serialized() + "\n" }.joined()
        try Data(text.utf8).write(to: file)
    }

    /// A run of the same workflow, now.
    static func simulate(seed: UInt64) throws -> [RunEvent] {
        let workflow = try workflow()
        return try Simulation(seed: seed).run { time in
            let runtime = Runtime(
                RuntimeConfiguration(
                    models: try models(time),
                    tools: try FixedToolCatalogue([Fetch(), Broken()]),
                    workspace: "/",
                    time: time,
                    random: RandomSource(seed: 1)
                )
            )
            return try await runtime.withRun(of: workflow, inputs: ["question": "How do swifts sleep?"]) { run in
                var events: [RunEvent] = []
                for await event in run.events { events.append(event) }
                return events
            }
        }
    }

    /// Plans, looks into three angles at once with a tool and a sub-agent, and writes; one step is skipped, one fails
    /// and is caught, one is tried twice.
    static func workflow() throws -> Workflow {
        Workflow(
            name: "research",
            inputs: [Input(name: "question", schema: try JSONSchema(["type": "string"]))],
            agents: [
                "planner": Agent(name: "planner"),
                "researcher": Agent(
                    name: "researcher",
                    tools: [ToolGrant(tool: "web_fetch")],
                    delegates: [Agent.Delegate(name: "checker", agent: "checker")]
                ),
                "checker": Agent(name: "checker", description: "Checks a fact.", tools: [ToolGrant(tool: "web_fetch")]),
                "editor": Agent(name: "editor"),
            ],
            steps: try steps()
        )
    }

    private static func steps() throws -> [Step] {
        [
            Step(id: "plan", kind: .agent(AgentStep(agent: "planner", prompt: try Template("${{ inputs.question }}")))),
            Step(
                id: "research",
                kind: .agent(AgentStep(agent: "researcher", prompt: try Template("${{ item }}"))),
                needs: ["plan"],
                forEach: Step.ForEach(list: try Expression("['in flight', 'at the nest', 'in winter']"))
            ),
            Step(
                id: "count",
                kind: .tool(ToolStep(grant: ToolGrant(tool: "broken"), with: [("path", .constant("notes.md"))])),
                onError: .skip
            ),
            Step(
                id: "praise",
                kind: .value(.constant("well done")),
                condition: try Expression("false")
            ),
            Step(
                id: "brief",
                kind: .agent(AgentStep(agent: "editor", prompt: try Template("Write."), context: ["research"])),
                retry: Step.Retry(max: 1)
            ),
        ]
    }

    private static func models(_ time: SimulatedTime) throws -> ScriptedModels {
        func fetch(_ name: String) -> (String, TemplateValue) {
            ("web_fetch", .map([("url", .constant(.string("https://example.org/\(name)")))]))
        }
        return ScriptedModels(
            [
                "plan": [.text(try Template("Three angles."))],
                "research[0]": [
                    .calls([fetch("a"), fetch("missing")]), .text(try Template("They sleep on the wing.")),
                ],
                "research[1]": [
                    .calls([("checker", .map([("prompt", .constant("Is it so?"))]))]),
                    .text(try Template("In the nest.")),
                ],
                "research[1].turn1.call1": [.calls([fetch("b")]), .text(try Template("It is."))],
                "research[2]": [.text(try Template("Over Africa."))],
                "brief": [
                    .error(status: 503, after: nil), .text(try Template("Swifts sleep on the wing.\nMostly.")),
                ],
            ],
            time: time,
            delay: { $0.text.hasPrefix("research[0]") ? .seconds(3) : .milliseconds(1_200) }
        )
    }
}

/// A tool with one argument.
private struct Fetch: Tool {
    struct Arguments: ToolArguments, Decodable {
        var url: String
        static var schema: JSONSchema {
            get throws { try JSONSchema(["type": "object", "properties": ["url": ["type": "string"]]]) }
        }
    }

    let name = "web_fetch"
    let description = "Fetches a page."

    func call(arguments: Arguments, context: ToolContext) async throws -> ToolOutput {
        context.progress("reading")
        try await context.time.sleep(for: .seconds(2))
        if arguments.url.hasSuffix("missing") { throw ToolFailure.correctable("404 Not Found") }
        return .text("A page.")
    }
}

/// A tool that never works.
private struct Broken: Tool {
    typealias Arguments = JSONValue

    let name = "broken"
    let description = "Fails."

    func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        throw ToolFailure.final("this disk is full\nask the administrator")
    }
}

import VoleryCore

/// How a workflow's file is written.
enum WorkflowFormat {
    static let file = MappingFormat(
        what: "a workflow",
        keys: [
            KeyFormat("description", .text("text")),
            KeyFormat("inputs", inputs, alsoCalled: ["params", "parameters", "variables", "vars"]),
            KeyFormat("agents", agents),
            .later("models"),
            KeyFormat("tools", ToolFormat.tools),
            KeyFormat("limits", LimitsFormat.limits, alsoCalled: ["budget"]),
            KeyFormat("safety", SafetyFormat.safety),
            KeyFormat("steps", StepFormat.steps, isRequired: true, alsoCalled: ["jobs", "tasks", "nodes", "stages"]),
            KeyFormat("outputs", outputs, alsoCalled: ["results", "returns"]),
        ]
    )

    static let inputs = ValueFormat.map(MapFormat(names: "names", values: "JSON Schemas", value: .schema))

    private static let agents = ValueFormat.map(
        MapFormat(
            names: "names",
            values: "agents",
            value: .either([.text("the path of an agent's file"), .mapping(AgentFormat.agent)])
        )
    )

    private static let outputs = ValueFormat.map(
        MapFormat(names: "names", values: "templates", value: .templateValue)
    )
}

/// How limits are written, wherever they stand.
enum LimitsFormat {
    static let limits = ValueFormat.mapping(
        MappingFormat(
            what: "`limits`",
            keys: [
                KeyFormat("cost", .quantity(.money), alsoCalled: ["money", "budget", "usd"]),
                KeyFormat("tokens", .quantity(.tokens), alsoCalled: ["max_tokens"]),
                KeyFormat("time", .quantity(.duration), alsoCalled: ["timeout", "duration"]),
                KeyFormat("turns", .integer(1...10_000), alsoCalled: ["max_turns", "max_iterations", "iterations"]),
                KeyFormat("tool_calls", .integer(0...1_000_000), alsoCalled: ["calls"]),
                KeyFormat("parallel", .integer(1...10_000), alsoCalled: ["concurrency", "max_parallel"]),
            ]
        )
    )
}

/// How `safety` is written, in a workflow and in the project's file.
enum SafetyFormat {
    static let safety = ValueFormat.mapping(
        MappingFormat(
            what: "`safety`",
            keys: [KeyFormat("sandbox", .either([.choice([Safety.Sandbox.none.rawValue]), minimum]))]
        )
    )

    private static let minimum = ValueFormat.mapping(
        MappingFormat(
            what: "`sandbox`",
            keys: [
                KeyFormat(
                    "minimum",
                    .choice(Safety.Sandbox.minima.map(\.rawValue)),
                    isRequired: true,
                    alsoCalled: ["tier", "min", "least", "level", "kind", "type", "use"]
                )
            ]
        )
    )
}

extension Safety.Sandbox {
    /// What can be the least that will do; no sandbox at all is asked for as such.
    static let minima = allCases.filter { $0 != .none }
}

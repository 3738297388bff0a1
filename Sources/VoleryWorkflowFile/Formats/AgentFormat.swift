/// How an agent is written, in a workflow or in a file of its own.
enum AgentFormat {
    static let agent = MappingFormat(
        what: "an agent",
        keys: [
            KeyFormat("description", .text("text"), alsoCalled: ["role", "summary"]),
            KeyFormat("model", .either([.text("the name of a model"), .mapping(model)]), alsoCalled: ["llm"]),
            KeyFormat(
                "instructions",
                .template,
                alsoCalled: ["system", "system_prompt", "prompt", "backstory", "goal"]
            ),
            KeyFormat("tools", .list(of: .either([.text("the name of a tool"), tool]), named: "tools")),
            KeyFormat(
                "delegates",
                .list(of: .text("the name of an agent"), named: "agents"),
                alsoCalled: ["sub_agents", "subagents", "agents", "team"]
            ),
            .later("handoffs"),
            KeyFormat("output", .schema, alsoCalled: ["schema", "output_schema", "response_format"]),
            KeyFormat("limits", LimitsFormat.limits, alsoCalled: ["max_turns", "max_iter", "budget"]),
            KeyFormat("inputs", WorkflowFormat.inputs, alsoCalled: ["params", "parameters", "variables"]),
        ]
    )

    /// A tool with the reach that it is granted: a mapping with one key.
    static let tool = ValueFormat.map(
        MapFormat(names: "a tool's name", values: "a grant", value: .anything, rule: .text, mayBeEmpty: false)
    )

    /// A model and how it is used.
    static let model = MappingFormat(what: "the choice of a model", keys: modelKeys)

    static let modelKeys = [
        KeyFormat("use", .text("the name of a model"), isRequired: true, alsoCalled: ["name", "model", "id"]),
        KeyFormat(
            "reasoning",
            .text("an amount of reasoning such as `low`"),
            alsoCalled: ["reasoning_effort", "effort"]
        ),
        KeyFormat("temperature", .number(0...2)),
        KeyFormat("max_tokens", .quantity(.tokens), alsoCalled: ["max_output_tokens", "max_completion_tokens"]),
        KeyFormat("fallback", .list(of: .text("the name of a model"), named: "models"), alsoCalled: ["fallbacks"]),
    ]
}

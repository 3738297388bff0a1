/// How a step is written.
enum StepFormat {
    static let step = VariantFormat(
        what: "a step",
        kinds: [
            VariantFormat.Kind(
                key: KeyFormat("agent", .text("the name of an agent"), alsoCalled: ["uses", "assistant"]),
                keys: [
                    KeyFormat(
                        "prompt",
                        PromptDecoder.format,
                        isRequired: true,
                        alsoCalled: ["message", "task", "input", "messages"]
                    ),
                    with,
                    KeyFormat(
                        "context",
                        .either([.list(of: .text("a step's id"), named: "step ids"), .choice(["all"])])
                    ),
                ]
            ),
            VariantFormat.Kind(
                key: KeyFormat(
                    "tool",
                    .either([.text("the name of a tool"), AgentFormat.tool]),
                    alsoCalled: ["run", "action"]
                ),
                keys: [with]
            ),
            VariantFormat.Kind(key: KeyFormat("value", .templateValue, alsoCalled: ["set", "expr"])),
            VariantFormat.Kind(key: .later("chat"), keys: [.later("moderator"), .later("turns"), .later("until")]),
            VariantFormat.Kind(
                key: KeyFormat("workflow", .text("the path of a workflow's file"), alsoCalled: ["call", "include"]),
                keys: [with]
            ),
            VariantFormat.Kind(
                key: KeyFormat("ask", .template, alsoCalled: ["human", "approval", "question"]),
                keys: [
                    KeyFormat("output", .schema, alsoCalled: ["schema"]),
                    KeyFormat("draft", .templateValue, alsoCalled: ["default"]),
                ]
            ),
            VariantFormat.Kind(key: KeyFormat("wait", .template, alsoCalled: ["sleep", "delay", "suspend"])),
            VariantFormat.Kind(key: KeyFormat("fail", .template, alsoCalled: ["error", "throw", "raise"])),
            VariantFormat.Kind(
                key: KeyFormat("switch", .expression, alsoCalled: ["match", "route", "choice"]),
                keys: [
                    KeyFormat("cases", cases, isRequired: true, alsoCalled: ["branches", "when"]),
                    KeyFormat("default", .step, alsoCalled: ["else", "otherwise"]),
                ]
            ),
            VariantFormat.Kind(
                key: KeyFormat("steps", steps, alsoCalled: ["group", "parallel", "block"]),
                keys: [
                    KeyFormat("output", .templateValue, alsoCalled: ["outputs"]),
                    KeyFormat("repeat", repetition, alsoCalled: ["while", "until", "iterate"]),
                ]
            ),
        ],
        modifiers: [
            KeyFormat(
                "needs",
                .list(of: .text("a step's id"), named: "step ids"),
                alsoCalled: ["depends_on", "dependsOn", "dependencies", "after", "requires"]
            ),
            KeyFormat("if", .expression, alsoCalled: ["when", "condition", "only_if", "unless"]),
            KeyFormat(
                "for_each",
                .expression,
                alsoCalled: ["loop", "with_items", "withItems", "matrix", "map", "each"]
            ),
            KeyFormat("as", .text("a name")),
            KeyFormat("max_parallel", .integer(1...100_000), alsoCalled: ["max-parallel", "concurrency", "parallel"]),
            KeyFormat("retry", retry, alsoCalled: ["retries", "retryStrategy", "retry_policy", "attempts"]),
            KeyFormat("timeout", .quantity(.duration), alsoCalled: ["timeout-minutes", "timeout_seconds", "time"]),
            KeyFormat("on_error", onError, alsoCalled: ["continue-on-error", "onFailure", "on_failure", "catch"]),
            KeyFormat("limits", LimitsFormat.limits, alsoCalled: ["budget"]),
            KeyFormat("description", .text("text"), alsoCalled: ["name", "title", "comment"]),
        ]
    )

    /// The steps of a workflow or a group.
    static let steps = ValueFormat.map(
        MapFormat(names: "step ids", values: "steps", value: .step, mayBeEmpty: false)
    )

    private static let cases = ValueFormat.map(
        MapFormat(names: "values", values: "cases", value: .step, rule: .text, mayBeEmpty: false)
    )

    private static let repetition = ValueFormat.mapping(
        MappingFormat(
            what: "`repeat`",
            keys: [
                KeyFormat(
                    "max",
                    .integer(1...10_000),
                    isRequired: true,
                    alsoCalled: ["limit", "times", "count", "max_iterations"]
                ),
                KeyFormat("until", .expression, alsoCalled: ["while", "condition", "if"]),
            ]
        )
    )

    private static let with = KeyFormat(
        "with",
        .map(MapFormat(names: "names", values: "values", value: .templateValue, rule: .text)),
        alsoCalled: ["args", "arguments", "params", "parameters", "inputs", "env"]
    )

    private static let retry = ValueFormat.mapping(
        MappingFormat(
            what: "`retry`",
            keys: [
                KeyFormat(
                    "max",
                    .integer(1...100),
                    isRequired: true,
                    alsoCalled: ["limit", "attempts", "max_attempts", "times", "count"]
                ),
                KeyFormat(
                    "on",
                    .list(of: .choice(["unavailable", "timeout", "invalid", "tool"]), named: "failures"),
                    alsoCalled: ["when", "errors"]
                ),
                KeyFormat(
                    "backoff",
                    .list(
                        of: .quantity(.wait),
                        named: "durations (the shortest and the longest wait)",
                        count: 2...2
                    ),
                    alsoCalled: ["delay", "interval", "wait"]
                ),
            ]
        )
    )

    private static let onError = ValueFormat.either([
        .choice(["fail", "skip"]),
        .mapping(MappingFormat(what: "`on_error`", keys: [KeyFormat("value", .templateValue, isRequired: true)])),
    ])
}

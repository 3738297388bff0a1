/// How a rehearsal's file is written.
enum RehearsalFormat {
    static let file = MappingFormat(
        what: "a rehearsal",
        keys: [
            KeyFormat("inputs", .map(MapFormat(names: "names", values: "values", value: .anything, rule: .text))),
            KeyFormat("replies", replies, alsoCalled: ["responses", "answers", "messages"]),
            KeyFormat("tools", tools),
            expect,
        ]
    )

    /// What has to hold at the end.
    static let expect = KeyFormat(
        "expect",
        expectations,
        alsoCalled: ["expects", "assert", "asserts", "checks"]
    )

    private static let expectations = ValueFormat.either([
        .list(of: .expression, named: "expressions"),
        .map(MapFormat(names: "names", values: "expressions", value: .expression, rule: .text)),
    ])

    private static let replies = ValueFormat.map(
        MapFormat(
            names: "addresses",
            values: "replies",
            value: .list(of: .variant(reply), named: "replies"),
            rule: .text
        )
    )

    private static let reply = VariantFormat(
        what: "a reply",
        kinds: [
            VariantFormat.Kind(key: KeyFormat("output", .templateValue, alsoCalled: ["value", "json"])),
            VariantFormat.Kind(key: KeyFormat("text", .template, alsoCalled: ["content", "message", "say"])),
            VariantFormat.Kind(key: KeyFormat("call", call, alsoCalled: ["tool", "tool_call"])),
            VariantFormat.Kind(key: KeyFormat("calls", .list(of: call, named: "calls"), alsoCalled: ["tool_calls"])),
            VariantFormat.Kind(key: KeyFormat("error", .mapping(error), alsoCalled: ["fail"])),
        ],
        modifiers: []
    )

    private static let call = ValueFormat.map(
        MapFormat(
            names: "a tool's name",
            values: "arguments",
            value: .map(MapFormat(names: "names", values: "values", value: .templateValue, rule: .text)),
            rule: .text,
            mayBeEmpty: false
        )
    )

    private static let error = MappingFormat(
        what: "an error",
        keys: [
            KeyFormat("status", .integer(400...599), isRequired: true, alsoCalled: ["code"]),
            KeyFormat("after", .quantity(.wait), alsoCalled: ["retry_after"]),
        ]
    )

    private static let tools = ValueFormat.map(
        MapFormat(
            names: "tools",
            values: "lists of results",
            value: .list(of: .mapping(result), named: "results"),
            rule: .text
        )
    )

    private static let result = MappingFormat(
        what: "a result",
        keys: [
            KeyFormat("when", .expression, alsoCalled: ["if"]),
            KeyFormat("result", .anything, isRequired: true, alsoCalled: ["output", "value", "returns"]),
        ]
    )
}

/// How tools are declared, in a workflow or in the project file.
enum ToolFormat {
    static let tools = ValueFormat.map(MapFormat(names: "names", values: "tools", value: .variant(tool)))

    static let tool = VariantFormat(
        what: "a tool",
        kinds: [
            VariantFormat.Kind(
                key: KeyFormat(
                    "command",
                    .list(of: .template, named: "words: the program and its arguments", count: 1...256),
                    alsoCalled: ["cmd", "run", "exec"]
                ),
                keys: [KeyFormat("stdin", .template, alsoCalled: ["input"])]
            ),
            VariantFormat.Kind(key: KeyFormat("http", .mapping(request), alsoCalled: ["request", "api"])),
        ],
        modifiers: [
            KeyFormat("description", .text("text"), isRequired: true),
            KeyFormat("arguments", WorkflowFormat.inputs, alsoCalled: ["parameters", "params", "args", "inputs"]),
            KeyFormat("output", .schema, alsoCalled: ["schema", "result", "returns"]),
            KeyFormat("repeats", .choice(["reads", "keyed", "once"])),
        ]
    )

    private static let request = MappingFormat(
        what: "a request",
        keys: [
            KeyFormat("method", .choice(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])),
            KeyFormat("url", .template, isRequired: true, alsoCalled: ["address", "uri", "endpoint"]),
            KeyFormat(
                "headers",
                .map(MapFormat(names: "names", values: "header fields", value: .template, rule: .text))
            ),
            KeyFormat("body", .templateValue, alsoCalled: ["data", "json", "payload"]),
        ]
    )
}

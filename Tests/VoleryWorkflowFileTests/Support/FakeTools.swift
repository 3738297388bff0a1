import VoleryCore

/// The tools of these tests: their descriptions alone, as loading makes none.
struct FakeTools: ToolCatalogue {
    private let descriptions: [String: ToolDescription]

    init() throws {
        let files: JSONValue = [
            "type": "object", "additionalProperties": false,
            "properties": [
                "root": ["type": "string"], "only": ["type": "array", "items": ["type": "string"]],
                "max_size": ["type": "string"],
            ],
        ]
        let shell: JSONValue = [
            "type": "object", "additionalProperties": false,
            "properties": ["network": ["enum": ["none"]], "time": ["type": "string"], "output": ["type": "string"]],
        ]
        let result: JSONValue = [
            "type": "object", "required": ["exit", "stdout", "stderr"],
            "properties": [
                "exit": ["type": "integer"], "stdout": ["type": "string"], "stderr": ["type": "string"],
            ],
        ]
        let web: JSONValue = [
            "type": "object", "additionalProperties": false,
            "properties": ["allow": ["type": "array", "items": ["type": "string"]]],
        ]
        let all = try [
            ToolDescription(
                name: "read_file",
                description: "Reads.",
                arguments: Self.arguments(
                    ["path": ["type": "string"], "from": ["type": "integer"], "lines": ["type": "integer"]],
                    required: ["path"]
                ),
                grant: JSONSchema(files)
            ),
            ToolDescription(
                name: "search_files",
                description: "Searches.",
                arguments: Self.arguments(
                    ["pattern": ["type": "string"], "path": ["type": "string"]],
                    required: ["pattern"]
                ),
                grant: JSONSchema(files)
            ),
            ToolDescription(
                name: "shell",
                description: "Runs.",
                arguments: Self.arguments(
                    ["command": ["type": "string"], "env": ["type": "object"], "stdin": ["type": "string"]],
                    required: ["command"]
                ),
                grant: JSONSchema(shell),
                output: JSONSchema(result)
            ),
            ToolDescription(
                name: "web_fetch",
                description: "Fetches.",
                arguments: Self.arguments(["url": ["type": "string"]], required: ["url"]),
                grant: JSONSchema(web)
            ),
            ToolDescription(
                name: "clock",
                description: "Tells the time.",
                arguments: Self.arguments([:], required: [])
            ),
        ]
        descriptions = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
    }

    private static func arguments(_ properties: JSONObject, required: [String]) throws -> JSONSchema {
        try JSONSchema([
            "type": "object", "properties": .object(properties), "required": .array(required.map(JSONValue.string)),
            "additionalProperties": false,
        ])
    }

    var names: [String] { descriptions.keys.sorted() }

    func description(of name: String) -> ToolDescription? { descriptions[name] }

    func makeTool(_ name: String, grant: JSONValue, workspace: String) throws -> any Tool {
        throw ToolFailure.final("tools are not made here")
    }
}

internal import VoleryCore

/// `ask_user`: a question to a person, and the answer.
struct AskUser: Tool {
    struct Arguments: ToolArguments, Decodable {
        var question: String

        static var schema: JSONSchema {
            get throws {
                try JSONSchema([
                    "type": "object",
                    "required": ["question"],
                    "additionalProperties": false,
                    "properties": [
                        "question": [
                            "type": "string", "minLength": 1, "maxLength": 4_000,
                            "description": "What is asked, with all that the person needs to know to answer it.",
                        ]
                    ],
                ])
            }
        }
    }

    let name = "ask_user"
    let description = """
        Asks the person for whom you work, and waits for the answer. Ask only for what you can't find out yourself, \
        one thing at a time.
        """
    var effects: ToolEffects { .asksPerson }
    var repeats: ToolRepeats { .reads }

    static func maker() throws -> Maker {
        let tool = AskUser()
        return Maker(
            description: ToolDescription(
                name: tool.name,
                description: tool.description,
                arguments: try Arguments.schema,
                output: try JSONSchema(["type": "string"]),
                effects: tool.effects
            )
        ) { _, _ in AskUser() }
    }

    @concurrent func call(arguments: Arguments, context: ToolContext) async throws -> ToolOutput {
        ToolOutput(try await context.ask(arguments.question))
    }
}

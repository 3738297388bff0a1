internal import VoleryCore
internal import VolerySandbox

/// `write_file`: a file as a whole, new or in place of another.
struct WriteFile: Tool {
    struct Arguments: ToolArguments, Decodable {
        var path: String
        var text: String

        static var schema: JSONSchema {
            get throws {
                try JSONSchema([
                    "type": "object",
                    "required": ["path", "text"],
                    "additionalProperties": false,
                    "properties": [
                        "path": ["type": "string", "description": "The file, relative to the workspace."],
                        "text": ["type": "string", "description": "All that the file is to hold."],
                    ],
                ])
            }
        }
    }

    static let name = "write_file"
    static let description = """
        Writes a file of the workspace, new or in place of what was there; missing folders are made. To change a part of \
        a file, use edit_file.
        """

    let grant: FileGrant
    var name: String { Self.name }
    var description: String { grant.describing(Self.description) }
    var effects: ToolEffects { .changesWorkspace }
    var reach: Reach { Reach(writes: [grant.words]) }
    /// The same call leaves the same file, however often it is made.
    var repeats: ToolRepeats { .keyed }

    static func maker() throws -> Maker {
        Maker(
            description: ToolDescription(
                name: name,
                description: description,
                arguments: try Arguments.schema,
                grant: try JSONSchema(FileGrant.writingSchema),
                output: try JSONSchema(["type": "null"]),
                effects: .changesWorkspace
            ),
            grantFaults: FileGrant.faults
        ) { WriteFile(grant: try FileGrant($0, workspace: $1)) }
    }

    @concurrent func call(arguments: Arguments, context: ToolContext) async throws -> ToolOutput {
        let grant = grant
        try await Blocking.run { try grant.write(Array(arguments.text.utf8), to: arguments.path) }
        return .json(.null)
    }
}

internal import VoleryCore
internal import VolerySandbox

/// `edit_file`: one place of a text file, replaced exactly.
struct EditFile: Tool {
    struct Arguments: ToolArguments, Decodable {
        var path: String
        var old: String
        var new: String

        static var schema: JSONSchema {
            get throws {
                try JSONSchema([
                    "type": "object",
                    "required": ["path", "old", "new"],
                    "additionalProperties": false,
                    "properties": [
                        "path": ["type": "string", "description": "The file, relative to the workspace."],
                        "old": [
                            "type": "string", "minLength": 1,
                            "description": """
                            The text to replace, to the letter, with its white space and line breaks, and long enough \
                            that the file holds it once.
                            """,
                        ],
                        "new": ["type": "string", "description": "What takes its place."],
                    ],
                ])
            }
        }
    }

    static let name = "edit_file"
    static let description = """
        Replaces one piece of text in a file of the workspace by another and gives the change as a diff. Read the file \
        first.
        """

    let grant: FileGrant
    var name: String { Self.name }
    var description: String { grant.describing(Self.description) }
    var effects: ToolEffects { [.readsPrivateData, .changesWorkspace] }
    var reach: Reach { Reach(reads: [grant.words], writes: [grant.words]) }
    /// Two calls at once could each undo what the other did to the same file.
    var isExclusive: Bool { true }

    static func maker() throws -> Maker {
        Maker(
            description: ToolDescription(
                name: name,
                description: description,
                arguments: try Arguments.schema,
                grant: try JSONSchema(FileGrant.writingSchema),
                output: try JSONSchema(["type": "string"]),
                effects: [.readsPrivateData, .changesWorkspace]
            ),
            grantFaults: FileGrant.faults
        ) { EditFile(grant: try FileGrant($0, workspace: $1)) }
    }

    @concurrent func call(arguments: Arguments, context: ToolContext) async throws -> ToolOutput {
        let grant = grant
        return .text(try await Blocking.run { try Self.edit(arguments, grant) })
    }

    private static func edit(_ arguments: Arguments, _ grant: FileGrant) throws -> String {
        let file = try grant.opened(arguments.path)
        let bytes = try grant.reading { try file.readAll(limit: grant.maxSize) }
        guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else {
            throw ToolFailure.correctable("\(arguments.path) is a binary file, which can't be edited as text")
        }
        let edit = TextEdit(text: bytes, old: Array(arguments.old.utf8), new: Array(arguments.new.utf8))
        let range = try edit.place(in: arguments.path)
        try grant.write(edit.applied(at: range), to: arguments.path)
        return edit.diff(at: range, path: arguments.path)
    }
}

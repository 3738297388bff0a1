internal import VoleryCore

/// `read_file`: the text of a file, or some of its lines; an image for those that see.
struct ReadFile: Tool {
    struct Arguments: ToolArguments, Decodable {
        var path: String
        var from: Int?
        var lines: Int?

        static var schema: JSONSchema {
            get throws {
                try JSONSchema([
                    "type": "object",
                    "required": ["path"],
                    "additionalProperties": false,
                    "properties": [
                        "path": ["type": "string", "description": "The file, relative to the workspace."],
                        "from": ["type": "integer", "minimum": 1, "description": "The first line to read, from 1."],
                        "lines": ["type": "integer", "minimum": 1, "description": "How many lines to read."],
                    ],
                ])
            }
        }
    }

    static let name = "read_file"
    static let description = "Reads a text file of the workspace, or a part of it by lines; or looks at an image."

    let grant: FileGrant
    var name: String { Self.name }
    var description: String { grant.describing(Self.description) }
    var effects: ToolEffects { .readsPrivateData }
    var reach: Reach { Reach(reads: [grant.words]) }
    var repeats: ToolRepeats { .reads }

    static func maker() throws -> Maker {
        Maker(
            description: ToolDescription(
                name: name,
                description: description,
                arguments: try Arguments.schema,
                grant: try JSONSchema(FileGrant.schema),
                output: try JSONSchema(["type": "string"]),
                effects: .readsPrivateData
            ),
            grantFaults: FileGrant.faults
        ) { ReadFile(grant: try FileGrant($0, workspace: $1)) }
    }

    @concurrent func call(arguments: Arguments, context: ToolContext) async throws -> ToolOutput {
        let isWhole = arguments.from == nil && arguments.lines == nil
        let looks = isWhole && context.takes.contains(.image)
        return try await Blocking.run {
            if looks, let image = try FileImage(grant: grant).image(at: arguments.path) { return image }
            let file = FileText(grant: grant)
            return .text(try file.lines(of: arguments.path, from: arguments.from ?? 1, count: arguments.lines))
        }
    }
}

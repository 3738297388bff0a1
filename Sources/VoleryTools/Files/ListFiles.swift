internal import VoleryCore
internal import VolerySandbox

/// `list_files`: the paths below a folder, sorted.
struct ListFiles: Tool {
    struct Arguments: ToolArguments, Decodable {
        var path: String?
        var only: [String]?

        static var schema: JSONSchema {
            get throws {
                try JSONSchema([
                    "type": "object",
                    "additionalProperties": false,
                    "properties": [
                        "path": [
                            "type": "string", "description": "The folder, relative to the workspace; all unless given.",
                        ],
                        "only": [
                            "type": "array", "items": ["type": "string"],
                            "description": "Globs such as *.md or src/**; a path has to match one of them.",
                        ],
                    ],
                ])
            }
        }
    }

    static let name = "list_files"
    static let description = "Lists the files below a folder of the workspace, hidden ones left out, sorted by path."
    /// The most paths that one call gives.
    static let mostPaths = 5_000

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
                output: try JSONSchema(["type": "array", "items": ["type": "string"]]),
                effects: .readsPrivateData
            ),
            grantFaults: FileGrant.faults
        ) { ListFiles(grant: try FileGrant($0, workspace: $1)) }
    }

    @concurrent func call(arguments: Arguments, context: ToolContext) async throws -> ToolOutput {
        let globs = try (arguments.only ?? []).map { try Glob($0) }
        let walk = FileWalk(grant: grant, folder: arguments.path ?? ".")
        let paths = try await Blocking.run {
            var paths: [String] = []
            try walk.forEachFile { path, _ in
                guard globs.isEmpty || globs.contains(where: { $0.matches(path) }) else { return }
                guard paths.count < Self.mostPaths else {
                    throw ToolFailure.correctable(
                        "there are more than \(Self.mostPaths) files; give a folder as `path`, or globs as `only`"
                    )
                }
                paths.append(path)
            }
            return paths
        }
        return .json(.array(paths.map(JSONValue.string)))
    }
}

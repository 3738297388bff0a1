package import VoleryCore

/// The kinds of files that the language has.
package enum FileKind: String, CaseIterable, Sendable {
    /// A workflow: `workflows/NAME.yaml`.
    case workflow
    /// An agent in a file of its own: `agents/NAME.yaml`.
    case agent
    /// The project file: `volery.yaml`.
    case project
    /// What a model would say: `workflows/NAME.rehearsal.yaml`.
    case rehearsal
    /// What is expected of a recording: `workflows/NAME.cassette.yaml`.
    case cassette

    /// The JSON Schema, draft 2020-12, of such files, made from the formats that files are checked against.
    ///
    /// It says all that can be said of a file's form without reading expressions or other files.
    package var schema: JSONValue {
        var writer = SchemaWriter()
        let root = writer.schema(of: format)
        var schema: JSONObject = [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": .string("Volery: \(format.what)"),
        ]
        for (key, value) in root.objectValue ?? [:] { schema[key] = value }
        if !writer.definitions.isEmpty { schema["$defs"] = .object(writer.definitions) }
        return .object(schema)
    }

    private var format: MappingFormat {
        switch self {
        case .workflow: WorkflowFormat.file
        case .agent: AgentFormat.agent
        case .project: ProjectFormat.file
        case .rehearsal: RehearsalFormat.file
        case .cassette: CassetteFormat.file
        }
    }
}

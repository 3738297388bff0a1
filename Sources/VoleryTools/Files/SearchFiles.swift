internal import VoleryCore
internal import VolerySandbox

/// `search_files`: the lines that match a regular expression.
struct SearchFiles: Tool {
    struct Arguments: ToolArguments, Decodable {
        var pattern: String
        var path: String?

        static var schema: JSONSchema {
            get throws {
                try JSONSchema([
                    "type": "object",
                    "required": ["pattern"],
                    "additionalProperties": false,
                    "properties": [
                        "pattern": [
                            "type": "string",
                            "description": "A regular expression (RE2), matched line by line; (?i) ignores case.",
                        ],
                        "path": [
                            "type": "string",
                            "description": "The file or folder, relative to the workspace; all unless given.",
                        ],
                    ],
                ])
            }
        }
    }

    static let name = "search_files"
    static let description = "Finds the lines of the workspace's text files that match a regular expression."
    /// The most lines that one call gives.
    static let mostHits = 1_000
    /// The most bytes of a line that are shown.
    static let mostLineBytes = 400

    let grant: FileGrant
    var name: String { Self.name }
    var description: String { Self.description }
    var effects: ToolEffects { .readsPrivateData }
    var repeats: ToolRepeats { .reads }

    private static var hits: JSONValue {
        [
            "type": "array",
            "items": [
                "type": "object",
                "required": ["path", "line", "text"],
                "properties": ["path": ["type": "string"], "line": ["type": "integer"], "text": ["type": "string"]],
            ],
        ]
    }

    static func maker() throws -> Maker {
        Maker(
            description: ToolDescription(
                name: name,
                description: description,
                arguments: try Arguments.schema,
                grant: try JSONSchema(FileGrant.schema),
                output: try JSONSchema(hits),
                effects: .readsPrivateData
            )
        ) { SearchFiles(grant: try FileGrant($0, workspace: $1)) }
    }

    @concurrent func call(arguments: Arguments, context: ToolContext) async throws -> ToolOutput {
        let expression: RegularExpression
        do {
            expression = try RegularExpression(arguments.pattern, options: .init(anchorsMatchLines: true))
        } catch {
            throw ToolFailure.correctable("the pattern is not a regular expression: \(error)")
        }
        let search = FileSearch(grant: grant, expression: expression)
        let path = arguments.path ?? "."
        return .json(.array(try await Blocking.run { try search.hits(below: path) }))
    }
}

/// Searches files, one or all below a folder.
private struct FileSearch: Sendable {
    let grant: FileGrant
    let expression: RegularExpression

    func hits(below path: String) throws -> [JSONValue] {
        var hits: [JSONValue] = []
        if let file = try? grant.opened(path) {
            try search(file, FileGrant.normal(path) ?? path, &hits)
            return hits
        }
        try FileWalk(grant: grant, folder: path).forEachFile { path, entry in
            guard let file = try? entry.open() else { return }
            try search(file, path, &hits)
        }
        return hits
    }

    /// Files that are too large or no text are passed over: they have no lines to show.
    private func search(_ file: RegularFile, _ path: String, _ hits: inout [JSONValue]) throws {
        guard file.size <= grant.maxSize, let bytes = try? file.readAll(limit: grant.maxSize), !bytes.contains(0) else {
            return
        }
        try bytes.withUnsafeBufferPointer { bytes in
            var line = 1
            var counted = 0
            var shown = 0
            try expression.forEachMatch(in: bytes) { match in
                let start = match.range.lowerBound
                line += bytes[counted..<start].count { $0 == UInt8(ascii: "\n") }
                counted = start
                guard line > shown else { return true }
                shown = line
                guard hits.count < SearchFiles.mostHits else {
                    throw ToolFailure.correctable(
                        "more than \(SearchFiles.mostHits) lines match; narrow the pattern or the path"
                    )
                }
                hits.append(["path": .string(path), "line": .int(line), "text": .string(text(at: start, in: bytes))])
                return true
            }
        }
    }

    private func text(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> String {
        let newline = UInt8(ascii: "\n")
        let start = bytes[..<offset].lastIndex(of: newline).map { $0 + 1 } ?? 0
        let end = bytes[offset...].firstIndex(of: newline) ?? bytes.count
        let cut = min(end, start + SearchFiles.mostLineBytes)
        return String(decoding: bytes[start..<cut], as: UTF8.self) + (cut < end ? "…" : "")
    }
}

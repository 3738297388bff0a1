internal import VoleryCore
internal import VolerySandbox

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

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
    var description: String { grant.describing(Self.description) }
    var effects: ToolEffects { .readsPrivateData }
    var reach: Reach { Reach(reads: [grant.words]) }
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
            ),
            grantFaults: FileGrant.faults
        ) { SearchFiles(grant: try FileGrant($0, workspace: $1)) }
    }

    @concurrent func call(arguments: Arguments, context: ToolContext) async throws -> ToolOutput {
        let expression: RegularExpression
        do {
            expression = try RegularExpression(arguments.pattern, options: .init(anchorsMatchLines: true))
        } catch {
            throw ToolFailure.correctable("the pattern is not a regular expression: \(error)")
        }
        // Lines are seen without the CR that Windows ends them with, unless it is looked for.
        let keepsReturns = arguments.pattern.contains("\\r") || arguments.pattern.contains("\r")
        let search = FileSearch(grant: grant, expression: expression, keepsReturns: keepsReturns)
        let path = arguments.path ?? "."
        return .json(.array(try await Blocking.run { try search.hits(below: path) }))
    }
}

/// Searches files, one or all below a folder.
private struct FileSearch: Sendable {
    let grant: FileGrant
    let expression: RegularExpression
    let keepsReturns: Bool

    func hits(below path: String) throws -> [JSONValue] {
        var hits: [JSONValue] = []
        // One buffer for all files, and a byte more than any may have, so that one read tells the end.
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: grant.maxSize + 1, alignment: 16)
        defer { buffer.deallocate() }
        if let file = try grant.fileOrFolder(path) {
            try search(file, try grant.normal(path), buffer, &hits)
            return hits
        }
        try FileWalk(grant: grant, folder: path).forEachFile { path, entry in
            guard let file = try? entry.open() else { return }
            try search(file, path, buffer, &hits)
        }
        return hits
    }

    /// Files that are too large or no text are passed over: they have no lines to show.
    private func search(
        _ file: RegularFile,
        _ path: String,
        _ buffer: UnsafeMutableRawBufferPointer,
        _ hits: inout [JSONValue]
    ) throws {
        guard file.size <= grant.maxSize, let size = try? file.read(into: buffer, at: 0), size <= grant.maxSize,
            let start = buffer.baseAddress, memchr(start, 0, size) == nil
        else { return }
        let count = keepsReturns ? size : Self.withoutReturns(buffer[..<size])
        try search(UnsafeRawBufferPointer(rebasing: buffer[..<count]).assumingMemoryBound(to: UInt8.self), path, &hits)
    }

    /// Takes the CR before each LF out, in place, and gives how many bytes are left.
    private static func withoutReturns(_ bytes: Slice<UnsafeMutableRawBufferPointer>) -> Int {
        let carriageReturn = UInt8(ascii: "\r")
        guard let start = bytes.base.baseAddress, let first = memchr(start, Int32(carriageReturn), bytes.count) else {
            return bytes.count
        }
        var end = first - UnsafeMutableRawPointer(start)
        for index in end..<bytes.count {
            let isBreak = bytes[index] == carriageReturn && index + 1 < bytes.count && bytes[index + 1] == 0x0A
            if isBreak { continue }
            bytes.base[end] = bytes[index]
            end += 1
        }
        return end
    }

    /// Finds where a match begins in all that is left, and then looks at that line alone.
    ///
    /// So a match may not run over a line's end, and each line is told once. Where matches do run over ends, every line
    /// is looked at, so that no part of the file is searched again and again.
    private func search(_ bytes: UnsafeBufferPointer<UInt8>, _ path: String, _ hits: inout [JSONValue]) throws {
        let newline = UInt8(ascii: "\n")
        var line = 1
        var counted = 0
        var looksAtAll = false
        while counted < bytes.count {
            let match = looksAtAll ? counted : expression.firstMatch(in: bytes, from: counted)?.range.lowerBound
            guard let offset = match else { return }
            line += bytes[counted..<offset].count { $0 == newline }
            let start = bytes[counted..<offset].lastIndex(of: newline).map { $0 + 1 } ?? counted
            guard start < bytes.count else { return }
            let end = bytes[offset...].firstIndex(of: newline) ?? bytes.count
            if expression.matches(UnsafeBufferPointer(rebasing: bytes[start..<end])) {
                guard hits.count < SearchFiles.mostHits else {
                    throw ToolFailure.correctable(
                        "more than \(SearchFiles.mostHits) lines match; narrow the pattern or the path"
                    )
                }
                hits.append(["path": .string(path), "line": .int(line), "text": .string(text(bytes[start..<end]))])
            } else {
                looksAtAll = true
            }
            line += 1
            counted = end + 1
        }
    }

    /// A line as it is shown: its start, if it is long.
    private func text(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> String {
        let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        guard line.count > SearchFiles.mostLineBytes else { return String(decoding: line, as: UTF8.self) }
        var end = line.startIndex + SearchFiles.mostLineBytes
        // Not within a character.
        while end > line.startIndex, line[end] & 0xC0 == 0x80 { end -= 1 }
        return String(decoding: line[..<end], as: UTF8.self) + "…"
    }
}

internal import VoleryCore
internal import VolerySandbox

/// Which files a tool reaches: those below a folder of the workspace, and of these the ones that globs name.
struct FileGrant: Sendable {
    let root: FileRoot
    let only: [Glob]
    let maxSize: Int

    /// The schema of the grant in a workflow.
    static var schema: JSONValue {
        [
            "type": "object",
            "additionalProperties": false,
            "properties": [
                "root": ["type": "string", "minLength": 1],
                "only": ["type": "array", "items": ["type": "string", "minLength": 1], "minItems": 1],
                "max_size": ["type": "string", "pattern": .string(Quantity.sizePattern)],
                "approve": ["type": "string", "enum": ["never"]],
            ],
        ]
    }

    /// Opens the folder of a grant.
    /// - Throws: `ToolFailure` when it can't be opened or leads out of the workspace.
    init(_ grant: JSONValue, workspace: String) throws {
        let folder = grant["root"]?.stringValue ?? "."
        guard !folder.hasPrefix("/"), !folder.split(separator: "/").contains("..") else {
            throw ToolFailure.final("`root: \(folder)` is not below the workspace")
        }
        do {
            root = try FileRoot(folder == "." ? workspace : "\(workspace)/\(folder)")
        } catch {
            throw ToolFailure.final("the folder can't be opened: \(error)")
        }
        only = try (grant["only"]?.arrayValue ?? []).compactMap(\.stringValue).map { try Glob($0) }
        maxSize = grant["max_size"]?.stringValue.flatMap(Quantity.bytes) ?? 1_000_000
    }

    /// Whether a path, relative to the root, is among those that are granted.
    func allows(_ path: String) -> Bool {
        only.isEmpty || only.contains { $0.matches(path) }
    }

    /// The path relative to the root, without `.` and `..` parts, as globs see it; `nil` if it leads out.
    static func normal(_ path: String) -> String? {
        var path = path[...]
        for prefix in [Sandbox.workspace + "/", Sandbox.workspace] where path.hasPrefix(prefix) {
            path = path.dropFirst(prefix.count)
            break
        }
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." {
                guard parts.popLast() != nil else { return nil }
            } else {
                parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }

    /// Refuses a path that the grant's globs do not name.
    func check(_ path: String) throws {
        guard !only.isEmpty else { return }
        guard let normal = Self.normal(path), allows(normal) else {
            let names = only.map(\.pattern).joined(separator: ", ")
            throw ToolFailure.correctable("\(path): only \(names) may be read")
        }
    }
}

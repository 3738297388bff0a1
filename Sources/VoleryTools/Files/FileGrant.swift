internal import VoleryCore
internal import VolerySandbox

/// Which files a tool reaches: those below a folder of the workspace, and of these the ones that globs name.
struct FileGrant: Sendable {
    let root: FileRoot
    /// Where commands see the root.
    let shownAs: String
    let only: [Glob]
    let maxSize: Int
    /// The most bytes of an image, which counts as one however large it is.
    let maxImageSize: Int

    /// The schema of the grant in a workflow.
    static var schema: JSONValue {
        [
            "type": "object",
            "additionalProperties": false,
            "properties": [
                "root": ["type": "string", "minLength": 1],
                "only": ["type": "array", "items": ["type": "string", "minLength": 1], "minItems": 1],
                "max_size": ["type": "string", "pattern": .string(Quantity.sizePattern)],
            ],
        ]
    }

    /// The schema of the grant of a tool that writes.
    static var writingSchema: JSONValue {
        [
            "type": "object",
            "additionalProperties": false,
            "properties": [
                "root": ["type": "string", "minLength": 1],
                "only": ["type": "array", "items": ["type": "string", "minLength": 1], "minItems": 1],
            ],
        ]
    }

    /// Opens the folder of a grant.
    /// - Throws: `ToolFailure` when it can't be opened or leads out of the workspace.
    init(_ grant: JSONValue, workspace: String) throws {
        let below = try Self.below(grant["root"]?.stringValue ?? ".")
        shownAs = below.isEmpty ? Sandbox.workspace : "\(Sandbox.workspace)/\(below)"
        do {
            let whole = try FileRoot(workspace)
            root = below.isEmpty ? whole : try whole.narrowed(to: below)
        } catch {
            throw ToolFailure.final("the folder can't be opened: \(error)")
        }
        only = try (grant["only"]?.arrayValue ?? []).compactMap(\.stringValue).map { try Glob($0) }
        let given = grant["max_size"]?.stringValue.flatMap(Quantity.bytes)
        maxSize = given ?? 1_000_000
        maxImageSize = min(given ?? Media.mostBytes, Media.mostBytes)
    }

    /// A tool's description with what the grant leaves of it, so that a model does not have to find out by failing.
    func describing(_ description: String) -> String {
        var text = description
        if shownAs != Sandbox.workspace {
            text += " Paths are relative to its folder `\(shownAs.dropFirst(Sandbox.workspace.count + 1))`."
        }
        if !only.isEmpty { text += " It is limited to \(only.map(\.pattern).joined(separator: ", "))." }
        return text
    }

    /// The files of the grant, in words.
    var words: String {
        let folder =
            shownAs == Sandbox.workspace
            ? "the workspace" : "the folder `\(shownAs.dropFirst(Sandbox.workspace.count + 1))`"
        return only.isEmpty ? "all of \(folder)" : "\(only.map(\.pattern).joined(separator: ", ")) in \(folder)"
    }

    /// Whether a path, relative to the root, is among those that are granted.
    func allows(_ path: String) -> Bool {
        only.isEmpty || only.contains { $0.matches(path) }
    }

    /// The path relative to the root, without `.` and `..` parts, as globs see it; empty for the root itself.
    /// - Throws: `ToolFailure` when it leads out of the root.
    func normal(_ path: String) throws -> String {
        var rest = path[...]
        if path == shownAs { return "" }
        if path.hasPrefix(shownAs + "/") { rest = rest.dropFirst(shownAs.count + 1) }
        guard !rest.hasPrefix("/") || rest.startIndex > path.startIndex else { throw outside(path) }
        var parts: [Substring] = []
        for part in rest.split(separator: "/") where part != "." {
            if part != ".." { parts.append(part) } else if parts.popLast() == nil { throw outside(path) }
        }
        return parts.joined(separator: "/")
    }

    private func outside(_ path: String) -> ToolFailure {
        .correctable("\(path.debugDescription) leads out of what is granted; give a path relative to \(shownAs)")
    }

    /// What of a grant that fits its schema can't be given, whatever the workspace holds.
    static func faults(in grant: JSONValue) -> [GrantFault] {
        var check = GrantCheck(grant)
        check.read("root", by: below)
        check.readEach(of: "only") { try Glob($0) }
        return check.faults
    }

    /// The path of a root from the workspace; empty for the workspace itself.
    private static func below(_ folder: String) throws -> String {
        guard !folder.hasPrefix("/"), !folder.split(separator: "/").contains("..") else {
            throw ToolFailure.final("`root: \(folder)` is not below the workspace")
        }
        return folder.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }
}

// MARK: - Opening

extension FileGrant {
    /// Opens a file that the grant allows.
    ///
    /// Where globs say which files those are, the path itself has to name the file: no link stands for another one.
    /// - Returns: `nil` if there is a folder.
    /// - Throws: `ToolFailure` for anything else.
    func fileOrFolder(_ path: String) throws -> RegularFile? {
        let normal = try normal(path)
        let file: RegularFile
        do {
            file = try root.open(normal.isEmpty ? "." : normal, followsLinks: only.isEmpty)
        } catch  where error.code == .isFolder {
            return nil
        } catch {
            let guess = error.code == .notFound ? nearest(to: normal) : nil
            let words = guess.map { "; did you mean \($0.debugDescription)?" } ?? ""
            throw ToolFailure.correctable(error.description + words)
        }
        guard allows(normal) else {
            let names = only.map(\.pattern).joined(separator: ", ")
            throw ToolFailure.correctable("\(path.debugDescription): only \(names) may be read")
        }
        return file
    }

    /// The path of a file or folder that is there and was probably meant: one that differs a little in its last name.
    private func nearest(to path: String) -> String? {
        guard only.isEmpty else { return nil }
        var parts = path.split(separator: "/").map(String.init)
        guard let name = parts.popLast() else { return nil }
        let folder = parts.joined(separator: "/")
        let names = (try? root.list(folder.isEmpty ? "." : folder, limit: 1_000))?.map(\.name) ?? []
        return NearestName.of(name, among: names).map { (parts + [$0]).joined(separator: "/") }
    }

    /// Writes a file that the grant allows, as a whole.
    ///
    /// Where globs say which files those are, no link on the way leads elsewhere.
    /// - Throws: `ToolFailure` if that can't be; then the file is as it was.
    func write(_ bytes: [UInt8], to path: String) throws {
        let normal = try normal(path)
        guard !normal.isEmpty else { throw ToolFailure.correctable("\(path.debugDescription): it is a folder") }
        guard !path.hasSuffix("/") else {
            throw ToolFailure.correctable("\(path.debugDescription) names a folder; end it with the name of a file")
        }
        guard allows(normal) else {
            let names = only.map(\.pattern).joined(separator: ", ")
            throw ToolFailure.correctable("\(path.debugDescription): only \(names) may be written")
        }
        try reading { try root.write(bytes, to: normal, followsLinks: only.isEmpty) }
    }

    /// Opens a file that the grant allows.
    /// - Throws: `ToolFailure` if that can't be, or there is a folder.
    func opened(_ path: String) throws -> RegularFile {
        guard let file = try fileOrFolder(path) else {
            throw ToolFailure.correctable("\(path.debugDescription): it is a folder")
        }
        return file
    }

    /// Does something with files, and tells the model what went wrong.
    func reading<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let error as FileRootError {
            throw ToolFailure.correctable(error.description)
        }
    }
}

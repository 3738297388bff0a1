internal import VoleryCore
internal import VolerySandbox

/// Visits the files below a folder that a grant allows, hidden files and folders left out, in the order of their paths.
struct FileWalk: Sendable {
    let grant: FileGrant
    let folder: String

    /// How far a walk goes.
    private static let limits = WalkLimits()

    /// Visits each file.
    ///
    /// - Parameter visit: Gets the path relative to the root, and the entry.
    /// - Throws: `ToolFailure` when the folder can't be read; what `visit` throws.
    func forEachFile(_ visit: (String, WalkedEntry) throws -> Void) throws {
        let base = try grant.normal(folder)
        var visited = 0
        try grant.reading {
            let start =
                base.isEmpty ? grant.root : try grant.root.narrowed(to: base, followsLinks: grant.only.isEmpty)
            try start.walk(".", limits: Self.limits) { entry in
                visited += 1
                guard entry.entry.bytes.first != UInt8(ascii: ".") else { return .pass }
                guard entry.entry.kind == .file else { return entry.entry.kind == .folder ? .enter : .pass }
                let below = String(decoding: entry.path, as: UTF8.self)
                let path = base.isEmpty ? below : "\(base)/\(below)"
                if grant.allows(path) { try visit(path, entry) }
                return .pass
            }
        }
        guard visited < Self.limits.entries else {
            throw ToolFailure.correctable(
                "there are more than \(Self.limits.entries) files and folders; give a folder as `path`"
            )
        }
    }
}

internal import VoleryCore
internal import VolerySandbox

/// Visits the files below a folder that a grant allows, hidden files and folders left out, in the order of their paths.
struct FileWalk: Sendable {
    let grant: FileGrant
    let folder: String

    /// Visits each file.
    ///
    /// - Parameter visit: Gets the path relative to the root, and the entry.
    /// - Throws: `ToolFailure` when the folder can't be read; what `visit` throws.
    func forEachFile(_ visit: (String, WalkedEntry) throws -> Void) throws {
        guard let base = FileGrant.normal(folder) else {
            throw ToolFailure.correctable("\(folder) leads out of the workspace")
        }
        do {
            try grant.root.walk(folder) { entry in
                guard entry.entry.bytes.first != UInt8(ascii: ".") else { return .pass }
                guard entry.entry.kind == .file else { return entry.entry.kind == .folder ? .enter : .pass }
                let below = String(decoding: entry.path, as: UTF8.self)
                let path = base.isEmpty ? below : "\(base)/\(below)"
                if grant.allows(path) { try visit(path, entry) }
                return .pass
            }
        } catch let error as FileRootError {
            throw ToolFailure.correctable(error.description)
        }
    }
}

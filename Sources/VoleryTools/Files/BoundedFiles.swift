public import VoleryCore
internal import VolerySandbox

/// The files of a workspace, opened below its root by the kernel.
public struct BoundedFiles: WorkspaceFiles {
    /// The files.
    public init() {}

    /// Reads a file.
    /// - Throws: `ToolFailure` that says why it can't be read.
    @concurrent public func read(_ path: String, in workspace: String, most: Int) async throws -> [UInt8] {
        try await Blocking.run {
            let grant = try FileGrant(.null, workspace: workspace)
            let file = try grant.opened(path)
            guard file.size <= most else {
                throw ToolFailure.final("\(path) has \(file.size) bytes; at most \(most) are taken")
            }
            return try grant.reading { try file.readAll(limit: most) }
        }
    }
}

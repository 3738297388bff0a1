/// Reads files of a workspace that prompts name.
public protocol WorkspaceFiles: Sendable {
    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: Relative to the workspace; no link on the way leads out of it.
    ///   - workspace: The absolute path of the folder that a run works in.
    ///   - most: The most bytes that it may have.
    /// - Returns: Its bytes.
    /// - Throws: An error that says why it can't be read.
    @concurrent func read(_ path: String, in workspace: String, most: Int) async throws -> [UInt8]
}

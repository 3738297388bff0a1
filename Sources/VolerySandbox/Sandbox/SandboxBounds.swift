/// What a command in the sandbox sees of the machine, beside the system's own programs in `/usr`.
public struct SandboxBounds: Hashable, Sendable {
    /// Absolute paths of files and folders outside the workspace that are shown under the same path, read-only.
    ///
    /// For toolchains that aren't in `/usr`, such as `/opt/swift`.
    public var readable: [String]

    /// Files and folders of the workspace that may be written, relative to it; nil for the whole workspace.
    ///
    /// With an empty list the workspace is read-only.
    public var writable: [String]?

    /// Files and folders of the workspace that stay as they are, relative to it, because other programs run or trust
    /// what is in them.
    ///
    /// Those that exist are mounted read-only. One that a command creates is moved aside when the command has ended,
    /// and ``SandboxResult/quarantined`` names it.
    public var protected: [String]

    /// Creates bounds; by default the workspace alone, all of it writable but the usual protected names.
    public init(
        readable: [String] = [],
        writable: [String]? = nil,
        protected: [String] = SandboxBounds.usuallyProtected
    ) {
        self.readable = readable
        self.writable = writable
        self.protected = protected
    }

    /// Names that version control, shells, editors and Volery itself run or obey without being asked.
    public static let usuallyProtected = [
        ".git", ".hg", ".envrc", ".vscode", ".idea", ".devcontainer", ".husky", ".mcp.json", ".bashrc", ".bash_profile",
        ".profile", ".zshrc", ".zshenv", ".gitconfig", ".gitmodules",
        ".volery", "volery.yaml", "agents", "workflows",
    ]
}

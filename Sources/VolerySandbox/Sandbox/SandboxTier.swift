/// By what a command is held.
public enum SandboxTier: String, Hashable, Sendable, CaseIterable {
    /// bubblewrap: namespaces of its own, in which nothing else of the machine is there, with a filter and limits.
    case bubblewrap
    /// Landlock, a filter and limits: everything is there, and next to nothing of it allowed.
    ///
    /// It works where namespaces can't be had, and holds less: names of files and processes outside can be seen, there is
    /// no `/tmp`, and what the command started lives on when this program is killed by force. A folder of the workspace
    /// that holds a protected name is not writable itself; what else is in it is.
    case landlock
    /// Nothing but limits, and another user than root: a command does what that user may do.
    case none
}

/// Why a command was not run.
///
/// A command that ran always gives a ``SandboxResult``, however it ended.
public struct SandboxError: Error, Hashable, Sendable {
    /// What kind of failure it is, for code that reacts to it.
    public enum Code: String, Hashable, Sendable {
        /// No sandbox can be had on this machine as it is; nothing is run without one.
        case unavailable
        /// The workspace can't be shown to a command safely.
        case workspaceRefused
        /// The command, or the bounds it was given, can't be honoured as they are written.
        case invalid
        /// What was to be shown or protected was replaced while the sandbox was being built.
        case disturbed
        /// The system could not start it now, for want of memory, processes or descriptors.
        case notStarted
    }

    /// What kind of failure it is.
    public var code: Code
    /// For the person who reads it: what, where, and what to do.
    public var message: String

    /// Creates an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension SandboxError: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}

internal import VoleryCore
internal import VolerySandbox

/// What has to hold commands, and whether nothing may, which takes two who say so.
struct CommandHold: Sendable {
    var safety = Safety()
    /// Whether whoever runs it allows commands without a sandbox.
    var allowsNone = false

    /// The least that holds commands.
    ///
    /// - Throws: `ToolFailure` where that would be nothing and only the files say so.
    func minimum() throws(ToolFailure) -> SandboxTier {
        switch safety.sandbox {
        case .bubblewrap: return .bubblewrap
        case .landlock: return .landlock
        case .none:
            guard allowsNone else { throw ToolFailure.final(Self.refusal) }
            return .none
        }
    }

    private static let refusal = """
        `safety: { sandbox: none }` would leave its commands without a sandbox, which whoever runs it has to allow as \
        well: give --allow-unsandboxed (in Swift `allowsUnsandboxed`), or ask for one, such as \
        `sandbox: { minimum: landlock }`
        """
}

import CSandbox
import Glibc

/// Who runs bubblewrap, and how that user comes to what the sandbox shows.
///
/// Never root: with root's id in it, a sandbox can write to every control file of the kernel that root owns.
enum LaunchIdentity: Sendable {
    /// A user and a group without special rights.
    struct User: Equatable, Sendable {
        var user: uid_t
        var group: gid_t

        /// A user that owns nothing.
        ///
        /// Low enough for containers, which may map no more than 65,536 ids, and above what systems give out to people.
        /// Not `nobody`: services run as that one.
        static let unprivileged = User(user: 65533, group: 65533)
    }

    /// We aren't root: as ourselves.
    case ourselves
    /// As root without the right to mount: as the workspace's owner, by the paths as they are.
    case owner(User)
    /// As root: by private mounts, with their ids mapped by the namespace where their file system can do that.
    case mounted(User, mapping: Descriptor?)

    /// Finds out by trying what can be done for a workspace.
    static func find(for workspace: Descriptor, path: String) throws(SandboxError) -> LaunchIdentity {
        guard geteuid() == 0 else { return .ourselves }
        let found: stat
        do { found = try workspace.status() } catch { throw refusal(path, "can't be looked at: \(error.words)") }
        let owner = User(user: found.st_uid, group: found.st_gid)
        do {
            return .mounted(.unprivileged, mapping: try mapping(of: owner, for: workspace))
        } catch {
            guard !error.isShortage else {
                throw SandboxError(.notStarted, "\(path.debugDescription) can't be mapped now: \(error.words).")
            }
            guard owner.user != 0 else {
                let reason = "belongs to root, and its file system can't show it to another user (\(error.words))"
                throw refusal(path, reason)
            }
            return withoutMapping(owner, workspace)
        }
    }

    private static func withoutMapping(_ owner: User, _ workspace: Descriptor) -> LaunchIdentity {
        guard (try? Descriptor.checked(csandbox_clone_mount(workspace.number, -1))) != nil else { return .owner(owner) }
        return .mounted(owner, mapping: nil)
    }

    /// A namespace in which the workspace's owner is the unprivileged user, tried on the workspace.
    private static func mapping(of owner: User, for workspace: Descriptor) throws(SystemError) -> Descriptor {
        let user = User.unprivileged
        let namespace = try Descriptor.checked(
            csandbox_exchange_namespace(owner.user, user.user, owner.group, user.group)
        )
        _ = try Descriptor.checked(csandbox_clone_mount(workspace.number, namespace.number))
        return namespace
    }

    private static func refusal(_ path: String, _ reason: String) -> SandboxError {
        SandboxError(
            .workspaceRefused,
            """
            No command can be run in \(path.debugDescription): the folder \(reason). Commands never run as root. \
            Give the folder to another user (chown -R USER), or start this program as that user.
            """
        )
    }
}

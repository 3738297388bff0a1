import Glibc
import Synchronization

/// The folder that commands work in, held open: it stays this folder when its name comes to mean another.
final class Workspace: Sendable {
    let path: String
    let folder: Descriptor
    private let foundIdentity = Mutex<LaunchIdentity?>(nil)

    init(path: String) throws(SandboxError) {
        guard path.hasPrefix("/"), !path.utf8.contains(0) else {
            let shown = path.debugDescription
            throw SandboxError(.invalid, "The workspace \(shown) is not an absolute path.")
        }
        do throws(SystemError) {
            folder = try Descriptor.naming(path)
            guard try folder.status().isFolder else { throw SystemError(number: ENOTDIR) }
        } catch {
            throw SandboxError(.invalid, "The workspace \(path.debugDescription) can't be opened: \(error.words).")
        }
        self.path = path
    }

    /// Who runs commands here; found by trial at the first call, which may block.
    func identity() throws(SandboxError) -> LaunchIdentity {
        if let known = foundIdentity.withLock({ $0 }) { return known }
        let found = try LaunchIdentity.find(for: folder, path: path)
        foundIdentity.withLock { $0 = found }
        return found
    }

    /// Opens a file or folder below, by a name that contains no link; nil when there is none.
    func open(_ name: String, as role: String) throws(SandboxError) -> Descriptor? {
        do {
            return try folder.naming(beneath: name)
        } catch {
            guard error.number != ENOENT, error.number != ENOTDIR else { return nil }
            let shown = name.debugDescription
            let reason = error.number == ELOOP ? "it is, or leads over, a symbolic link" : error.words
            throw SandboxError(
                .workspaceRefused,
                "\(shown), which is \(role) in \(path.debugDescription), can't be kept in its bounds: \(reason)."
            )
        }
    }
}

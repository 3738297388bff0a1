import CSandbox
import Glibc

/// Compares what a sandbox shows with what it is to show, before the command starts.
///
/// bubblewrap finds its sources by name, and a name in the workspace may by then mean another file: a command that runs
/// beside it may have put a link there. The files that were meant are open, so they can be told from any others.
struct MountInspection {
    /// A process inside the sandbox.
    var process: Int32
    var exposures: [Exposure]

    func check() throws(SandboxError) {
        let root: Descriptor
        do { root = try Descriptor.naming("/proc/\(process)/root") } catch {
            throw SandboxError(.notStarted, "What the sandbox shows can't be looked at: \(error.words).")
        }
        for exposure in exposures { try check(exposure, in: root) }
    }

    private func check(_ exposure: Exposure, in root: Descriptor) throws(SandboxError) {
        let shown: Descriptor
        do { shown = try root.naming(beneath: String(exposure.destination.drop { $0 == "/" })) } catch {
            throw disturbed(exposure, error.words)
        }
        guard matches(shown, exposure) else { throw disturbed(exposure, "another file, or another mount, is there") }
    }

    private func matches(_ shown: Descriptor, _ exposure: Exposure) -> Bool {
        guard csandbox_same_file(shown.number, exposure.source.number) == 1 else { return false }
        return !exposure.isReadOnly || csandbox_on_read_only_mount(shown.number) == 1
    }

    private func disturbed(_ exposure: Exposure, _ what: String) -> SandboxError {
        SandboxError(
            .disturbed,
            """
            The command was not started: the sandbox does not show \(exposure.destination.debugDescription) as it should \
            (\(what)). Something changed it at that moment; try again when nothing else works in the workspace.
            """
        )
    }
}

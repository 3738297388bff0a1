/// The arguments that make bubblewrap build the sandbox; why each is there is said beside it.
struct SandboxProfile: Sendable {
    var host: HostLayout
    var exposures: [Exposure]
    var temporaryFiles: Int

    /// Every argument but the program, which bubblewrap reads from a descriptor: a process's own arguments are there for
    /// all to read.
    var arguments: [String] {
        isolation + environment + system + processes + devices + temporary + shown + closing
    }

    private var isolation: [String] {
        [
            "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts",
            "--unshare-cgroup-try",
            // No namespaces within: they would give back rights over the kernel.
            "--disable-userns", "--assert-userns-disabled",
            "--uid", "1000", "--gid", "1000", "--hostname", "sandbox", "--die-with-parent", "--cap-drop", "ALL",
        ]
    }

    private var environment: [String] {
        ["--clearenv"]
            + [
                ("PATH", "/usr/bin:/bin"), ("HOME", Sandbox.workspace), ("TMPDIR", "/tmp"), ("LANG", "C.UTF-8"),
                ("TERM", "dumb"),
            ].flatMap { ["--setenv", $0, $1] }
    }

    private var system: [String] {
        var arguments = ["--ro-bind", "/usr", "/usr"]
        for entry in host.rootEntries {
            switch entry {
            case .folder(let path): arguments += ["--ro-bind", path, path]
            case .link(let path, let target): arguments += ["--symlink", target, path]
            }
        }
        // Folders that come into being on the way to another one would be closed to all but their owner.
        arguments += ["--perms", "0755", "--dir", "/etc", "--perms", "0755", "--dir", "/etc/ssl"]
        for name in ["ld.so.cache", "alternatives", "ssl/certs", "localtime", "nsswitch.conf", "mime.types"] {
            arguments += ["--ro-bind-try", "/etc/" + name, "/etc/" + name]
        }
        return arguments
            + ["--perms", "0444", "--ro-bind-data", PassedDescriptor.users.argument, "/etc/passwd"]
            + ["--perms", "0444", "--ro-bind-data", PassedDescriptor.groups.argument, "/etc/group"]
    }

    private var processes: [String] {
        // bubblewrap covers `/proc/sys` only when the folder itself can be written, which it never can.
        ["--proc", "/proc", "--ro-bind", "/proc/sys", "/proc/sys"]
            + host.secretProcessFiles.flatMap { ["--ro-bind", "/dev/null", $0] }
            + host.secretProcessFolders.flatMap { ["--tmpfs", $0, "--remount-ro", $0] }
    }

    private var devices: [String] {
        [
            "--dev", "/dev", "--perms", "1777", "--size", "\(temporaryFiles)", "--tmpfs", "/dev/shm", "--remount-ro",
            "/dev",
        ]
    }

    private var temporary: [String] {
        ["--perms", "1777", "--size", "\(temporaryFiles)", "--tmpfs", "/tmp"]
    }

    private var shown: [String] {
        exposures.flatMap { [$0.isReadOnly ? "--ro-bind" : "--bind", $0.path, $0.destination] }
    }

    private var closing: [String] {
        // The root is a file system in memory with room for half of it.
        ["--chdir", Sandbox.workspace, "--remount-ro", "/", "--seccomp", PassedDescriptor.filter.argument]
    }
}

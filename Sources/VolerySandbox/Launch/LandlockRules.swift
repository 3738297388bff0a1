import CSandbox
import Glibc

/// What a command bound by Landlock may do with files: nothing, but for what is allowed here.
///
/// Rules only add up, so what is protected within something writable can't be taken out again. A folder that holds a
/// protected name is therefore not writable itself: what else is in it is.
struct LandlockRules {
    /// The first version that keeps signals inside, too.
    static let neededVersion: Int32 = 6

    /// Rights over files (`LANDLOCK_ACCESS_FS_*`).
    enum Right {
        static let all: UInt64 = (1 << 16) - 1
        static let read: UInt64 = 0b1101
        static let readWrite: UInt64 = 0b110
        /// Those that there are for what is no folder: execute, write, read, truncate.
        static let ofFiles: UInt64 = 0b0100_0000_0000_0111
        /// All but making device files and acting on devices.
        static let write: UInt64 = all & ~(1 << 6 | 1 << 11 | 1 << 15)
    }

    private let bounds: SandboxBounds
    private let workspace: Workspace

    init(_ bounds: SandboxBounds, in workspace: Workspace) {
        self.bounds = bounds
        self.workspace = workspace
    }

    /// Makes the rules.
    func ruleset() throws -> Descriptor {
        try Self.check()
        // Both rights over TCP, abstract sockets and signals: none is given.
        let ruleset = try Descriptor.checked(csandbox_landlock_ruleset(Right.all, 0b11, 0b11))
        for path in Self.system { try allow(Right.read, path, in: ruleset) }
        for path in Self.devices { try allow(Right.readWrite, path, in: ruleset) }
        for path in bounds.readable { try allow(Right.read, path, in: ruleset) }
        try allow(Right.read, workspace.folder, in: ruleset)
        for name in bounds.writable ?? [""] { try allowWriting(name, in: ruleset) }
        return ruleset
    }

    /// Refuses a kernel whose rules would leave holes.
    static func check() throws(SandboxError) {
        let version = csandbox_landlock_version()
        guard version < neededVersion else { return }
        let found =
            version > 0
            ? "it is version \(version)" : "it is not there (\(SystemError(number: -version).words))"
        throw SandboxError(
            .unavailable,
            "There is no sandbox by Landlock here: it takes version \(neededVersion), as from Linux 6.12, and \(found)."
        )
    }

    private static let system = [
        "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/proc", "/etc/ld.so.cache",
        "/etc/alternatives",
        "/etc/ssl/certs", "/etc/localtime", "/etc/nsswitch.conf", "/etc/mime.types",
    ]
    private static let devices = ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"]

    // MARK: The workspace

    /// Allows to write a part of the workspace, which an empty name is all of.
    private func allowWriting(_ name: String, in ruleset: Descriptor) throws {
        let file = name.isEmpty ? workspace.folder : try workspace.open(name, as: "writable")
        guard let file, !isProtected(name) else { return }
        guard holdsProtected(name), try file.status().isFolder else { return try allow(Right.write, file, in: ruleset) }
        for entry in try entries(of: name) {
            try allowWriting(name.isEmpty ? entry : name + "/" + entry, in: ruleset)
        }
    }

    private func isProtected(_ name: String) -> Bool {
        bounds.protected.contains { name == $0 || name.hasPrefix($0 + "/") }
    }

    /// Whether something protected that exists lies below.
    private func holdsProtected(_ name: String) -> Bool {
        bounds.protected.contains { protected in
            guard name.isEmpty || protected.hasPrefix(name + "/") else { return false }
            return (try? workspace.folder.naming(beneath: protected)) != nil
        }
    }

    /// The names in a folder, without links: those lead to what has a rule of its own, or none.
    private func entries(of name: String) throws(SystemError) -> [String] {
        let flags = UInt64(O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        let path = name.isEmpty ? "." : name
        let resolve = ResolveFlags.beneath | ResolveFlags.noLinks
        let opened = csandbox_openat2(workspace.folder.number, path, flags, 0, resolve)
        guard opened >= 0 else { throw SystemError(number: -opened) }
        guard let stream = fdopendir(opened) else {
            close(opened)
            throw SystemError.last
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != "..", entry.pointee.d_type != UInt8(DT_LNK) else { continue }
            names.append(name)
        }
        return names
    }

    // MARK: Rules

    /// What does not exist needs no rule.
    private func allow(_ rights: UInt64, _ path: String, in ruleset: Descriptor) throws(SystemError) {
        guard let file = try? Descriptor.naming(path) else { return }
        try allow(rights, file, in: ruleset)
    }

    private func allow(_ rights: UInt64, _ file: Descriptor, in ruleset: Descriptor) throws(SystemError) {
        let isFolder = try file.status().isFolder
        let result = csandbox_landlock_allow(ruleset.number, file.number, isFolder ? rights : rights & Right.ofFiles)
        guard result == 0 else { throw SystemError(number: -result) }
    }
}

import CSandbox
import Glibc

/// A folder that paths can't lead out of, whoever writes the paths and whatever is in the folder.
///
/// The kernel itself keeps every step of a path, and every symbolic link on the way, below the folder (`openat2` with
/// `RESOLVE_BENEATH`), so nothing can be swapped between a check and its use. Links that stay inside work. Its functions
/// block, as files do: call them on a thread made for that.
public struct FileRoot: Sendable {
    let folder: Descriptor
    /// The name under which the folder is shown to whoever writes the paths, such as `/workspace`.
    let shownAs: String
    let protected: [String]
    /// The folder that the protected names are relative to: this one, or the one that it was narrowed from.
    let top: Descriptor

    /// Opens a folder; the folder found now is used to the end, whatever its name comes to mean.
    ///
    /// - Parameters:
    ///   - path: The folder.
    ///   - shownAs: An absolute path that stands for the folder in the paths to come.
    ///   - protected: Files and folders below, relative to the folder, that ``write(_:to:)`` leaves as they are.
    /// - Throws: ``FileRootError``
    public init(
        _ path: String,
        shownAs: String = Sandbox.workspace,
        protected: [String] = SandboxBounds.usuallyProtected
    ) throws(FileRootError) {
        folder = try FileRootError.naming(path) { () throws(SystemError) in
            guard !path.utf8.contains(0) else { throw SystemError(number: EINVAL) }
            let folder = try Descriptor.naming(path)
            guard try folder.status().isFolder else { throw SystemError(number: ENOTDIR) }
            // Tried at once, so that a kernel without it is found out here.
            _ = try folder.naming(beneath: ".")
            return folder
        }
        self.shownAs = shownAs
        self.protected = protected
        top = folder
    }
}

extension FileRoot {
    /// How the kernel walks every path.
    private static let resolve = ResolveFlags.beneath | ResolveFlags.noMagicLinks

    /// The path below the folder that is meant by a path as it was given.
    func relative(_ path: String) throws(FileRootError) -> String {
        guard !path.isEmpty else { throw FileRootError(.invalidPath, path: path, reason: "the path is empty") }
        guard !path.utf8.contains(0) else {
            throw FileRootError(.invalidPath, path: path, reason: "the path holds a zero byte")
        }
        guard path.hasPrefix("/") else { return path }
        if path == shownAs { return "." }
        guard path.hasPrefix(shownAs + "/") else {
            let reason = "it is outside the workspace; give a path relative to it, or one below \(shownAs)"
            throw FileRootError(.outside, path: path, reason: reason)
        }
        let rest = path.dropFirst(shownAs.count).drop { $0 == "/" }
        return rest.isEmpty ? "." : String(rest)
    }

    /// Opens what is at a relative path for its name alone: opening for more could already do something to a device.
    func name(_ relative: String, follows: Bool = true) throws(SystemError) -> Descriptor {
        let flags = UInt64(CSANDBOX_O_PATH | O_CLOEXEC | (follows ? 0 : O_NOFOLLOW))
        return try Descriptor.checked(csandbox_openat2(folder.number, relative, flags, 0, Self.resolve))
    }

    /// Opens a folder for listing and for work in it.
    func openFolder(_ relative: String, follows: Bool = true) throws(SystemError) -> Descriptor {
        let flags = UInt64(O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        let resolve = follows ? Self.resolve : Self.resolve | ResolveFlags.noLinks
        return try Descriptor.checked(csandbox_openat2(folder.number, relative, flags, 0, resolve))
    }
}

extension Descriptor {
    /// Opens for reading what this names, if it is a regular file.
    func openedFile(path: String) throws(FileRootError) -> RegularFile {
        let found = try FileRootError.naming(path) { () throws(SystemError) in try status() }
        try found.refuseAllButFile(path: path)
        let number = Glibc.open("/proc/self/fd/\(self.number)", O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard number >= 0 else { throw FileRootError(SystemError.last, path: path) }
        return RegularFile(Descriptor(owning: number), path: path, size: Int(found.st_size))
    }
}

extension stat {
    func refuseAllButFile(path: String) throws(FileRootError) {
        guard !isRegularFile else { return }
        guard !isFolder else { throw FileRootError(SystemError(number: EISDIR), path: path) }
        let reason = "it is \(EntryKind(mode: st_mode).words), which can't be read or written as a file"
        throw FileRootError(.isNotFile, path: path, reason: reason)
    }
}

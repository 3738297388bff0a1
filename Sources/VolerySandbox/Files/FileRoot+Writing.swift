import Glibc

extension FileRoot {
    /// Writes a file as a whole, new or in place of another; whoever reads sees the old one or the new one.
    ///
    /// The bytes are on the disk when it returns. Missing folders are made. A file that was there keeps its permissions;
    /// a hard link to it elsewhere keeps the old content. A symbolic link at the end of the path is refused.
    /// - Parameters:
    ///   - bytes: The new content.
    ///   - path: Relative to the root, or absolute below the name that the root is shown as.
    ///   - followsLinks: Whether a symbolic link on the way may lead elsewhere in this root.
    /// - Throws: ``FileRootError``
    public func write(_ bytes: [UInt8], to path: String, followsLinks: Bool = true) throws(FileRootError) {
        let target = try WriteTarget(relative(path), in: self, path: path, followsLinks: followsLinks)
        try refuseProtected(target, path: path)
        let folder = try FileRootError.naming(path) { () throws(SystemError) in try target.makeFolders() }
        let name = target.names[target.names.count - 1]
        let old = try replaced(name, in: folder, path: path)
        try FileRootError.naming(path) { () throws(SystemError) in
            try NewFile(in: folder, replacing: old).become(name, holding: bytes)
        }
    }

    private func refuseProtected(_ target: WriteTarget, path: String) throws(FileRootError) {
        let name = try FileRootError.naming(path) { () throws(SystemError) in
            try ProtectedNames(root: self).owner(of: target)
        }
        guard let name else { return }
        let reason = "\(name.debugDescription) is protected, because other programs run or trust what is in it"
        throw FileRootError(.protected, path: path, reason: reason)
    }

    /// What is at a name now, if it may be replaced.
    private func replaced(_ name: String, in folder: Descriptor, path: String) throws(FileRootError) -> stat? {
        var found = stat()
        guard fstatat(folder.number, name, &found, AT_SYMLINK_NOFOLLOW) == 0 else {
            guard errno == ENOENT else { throw FileRootError(SystemError.last, path: path) }
            return nil
        }
        guard EntryKind(mode: found.st_mode) != .link else {
            throw FileRootError(
                .isLink,
                path: path,
                reason: "it is a symbolic link; write to the file that it leads to"
            )
        }
        try found.refuseAllButFile(path: path)
        return found
    }
}

import Glibc

extension FileRoot {
    /// A folder below as a root of its own, out of which no path leads either.
    ///
    /// It is found like any path below this root: a symbolic link never takes it out of this one. What ``write(_:to:)``
    /// protects is what this root protects.
    /// - Parameters:
    ///   - path: Relative to this root, or absolute below the name that it is shown as.
    ///   - followsLinks: Whether a symbolic link on the way may lead elsewhere in this root.
    /// - Returns: The folder.
    /// - Throws: ``FileRootError``
    public func narrowed(to path: String, followsLinks: Bool = true) throws(FileRootError) -> FileRoot {
        let relative = try relative(path)
        let below = try FileRootError.naming(path) { () throws(SystemError) in
            let below = followsLinks ? try name(relative) : try folder.naming(beneath: relative)
            guard try below.status().isFolder else { throw SystemError(number: ENOTDIR) }
            return below
        }
        return FileRoot(
            folder: below,
            shownAs: relative == "." ? shownAs : "\(shownAs)/\(relative)",
            protected: protected,
            top: top
        )
    }

    private init(folder: Descriptor, shownAs: String, protected: [String], top: Descriptor) {
        self.folder = folder
        self.shownAs = shownAs
        self.protected = protected
        self.top = top
    }
}

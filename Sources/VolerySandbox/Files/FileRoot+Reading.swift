extension FileRoot {
    /// Opens a regular file for reading; pipes, sockets and devices are refused without being touched.
    ///
    /// - Parameters:
    ///   - path: Relative to the root, or absolute below the name that the root is shown as.
    ///   - followsLinks: Whether a symbolic link on the way may lead elsewhere in the root; without it the file is the
    ///     one that the path itself names.
    /// - Returns: The file.
    /// - Throws: ``FileRootError``
    public func open(_ path: String, followsLinks: Bool = true) throws(FileRootError) -> RegularFile {
        let relative = try relative(path)
        let named = try FileRootError.naming(path) { () throws(SystemError) in
            followsLinks ? try name(relative) : try folder.naming(beneath: relative)
        }
        return try named.openedFile(path: path)
    }

    /// Reads a whole file.
    ///
    /// - Parameters:
    ///   - path: Relative to the root, or absolute below the name that the root is shown as.
    ///   - limit: How many bytes it may have; by default 1 MiB.
    /// - Returns: The bytes.
    /// - Throws: ``FileRootError``
    public func read(_ path: String, limit: Int = 1 << 20) throws(FileRootError) -> [UInt8] {
        try open(path).readAll(limit: limit)
    }
}

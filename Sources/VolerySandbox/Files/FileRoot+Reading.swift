extension FileRoot {
    /// Opens a regular file for reading; pipes, sockets and devices are refused without being touched.
    ///
    /// - Parameter path: Relative to the root, or absolute below the name that the root is shown as.
    /// - Returns: The open file.
    /// - Throws: ``FileRootError``
    public func open(_ path: String) throws(FileRootError) -> RegularFile {
        let relative = try relative(path)
        let named = try FileRootError.naming(path) { () throws(SystemError) in try name(relative) }
        return try named.openedFile(path: path)
    }

    /// Reads a whole file.
    ///
    /// - Parameters:
    ///   - path: Relative to the root, or absolute below the name that the root is shown as.
    ///   - limit: How many bytes it may have; by default 1 MiB.
    /// - Returns: Its bytes.
    /// - Throws: ``FileRootError``
    public func read(_ path: String, limit: Int = 1 << 20) throws(FileRootError) -> [UInt8] {
        try open(path).readAll(limit: limit)
    }
}

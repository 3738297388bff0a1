extension FileRoot {
    /// Lists the names in a folder, in the order of their bytes.
    ///
    /// - Parameters:
    ///   - path: Relative to the root, or absolute below the name that the root is shown as.
    ///   - limit: How many names there may be.
    /// - Returns: The names, with what each stands for.
    /// - Throws: ``FileRootError``
    public func list(_ path: String, limit: Int = 100_000) throws(FileRootError) -> [FolderEntry] {
        let relative = try relative(path)
        let entries = try FileRootError.naming(path) { () throws(SystemError) in
            try FolderReader(folder: openFolder(relative)).entries(limit: limit)
        }
        guard let entries else {
            throw FileRootError(.tooLarge, path: path, reason: "the folder has more than \(limit) names")
        }
        return entries.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }
}

extension SandboxBounds {
    /// Refuses paths that mean something else than they say, on whatever machine.
    package func check() throws(SandboxError) {
        for name in (writable ?? []) + protected {
            try Self.checkParts(of: name, name[...])
        }
        for path in readable {
            guard path.hasPrefix("/") else {
                throw SandboxError(
                    .invalid,
                    "\(path.debugDescription), which is to be readable, is not an absolute path."
                )
            }
            try Self.checkParts(of: path, path.dropFirst())
            let hidden = Self.ownFolders.first { path == $0 || path.hasPrefix($0 + "/") || $0.hasPrefix(path + "/") }
            guard let hidden else { continue }
            throw SandboxError(
                .invalid,
                "\(path.debugDescription) can't be made readable: the sandbox has a \(hidden) of its own."
            )
        }
    }

    private static func checkParts(of path: String, _ relative: Substring) throws(SandboxError) {
        let parts = relative.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0) }
        guard !isPlain else { return }
        throw SandboxError(
            .invalid,
            "\(path.debugDescription) can't name a part of the sandbox: write it without '.', '..' and empty parts."
        )
    }

    private static let ownFolders = ["/proc", "/dev", "/tmp", Sandbox.workspace]
}

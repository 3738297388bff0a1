import Glibc

/// Tells whether a file would be written at or below a protected name, by whatever way its path takes there.
struct ProtectedNames {
    var root: FileRoot

    /// The protected name that a target belongs to.
    func owner(of target: WriteTarget) throws(SystemError) -> String? {
        let above = try folders(above: target.folder)
        for name in root.protected {
            if try isBelow(name, above) { return name }
            if try reaches(name, target, above) { return name }
        }
        return nil
    }

    /// Whether one of these folders is the protected one.
    private func isBelow(_ name: String, _ folders: [FileIdentity]) throws(SystemError) -> Bool {
        guard let found = try? root.top.naming(beneath: name) else { return false }
        return folders.contains(try found.identity())
    }

    /// Whether the target's names make the protected one out of what exists of it.
    private func reaches(
        _ name: String,
        _ target: WriteTarget,
        _ above: [FileIdentity]
    ) throws(SystemError) -> Bool {
        var parts = name.split(separator: "/").map(String.init)
        var missing: [String] = []
        repeat {
            missing.insert(parts.removeLast(), at: 0)
            let folder = parts.isEmpty ? root.top : try? root.top.naming(beneath: parts.joined(separator: "/"))
            guard let folder else { continue }
            guard try folder.identity() == above.first else { return false }
            return zip(target.names, missing).allSatisfy { $0.lowercased() == $1.lowercased() }
                && target.names.count >= missing.count
        } while !parts.isEmpty
        return false
    }

    /// A folder with all those above it up to the root, each by what it is.
    private func folders(above folder: Descriptor) throws(SystemError) -> [FileIdentity] {
        let end = try root.top.identity()
        var found = [try folder.identity()]
        var current = folder
        while let last = found.last, last != end {
            let number = openat(current.number, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard number >= 0 else { throw SystemError.last }
            current = Descriptor(owning: number)
            let identity = try current.identity()
            // Moved out of the root meanwhile: the top of the file system is its own parent.
            guard identity != last, found.count < 4096 else { throw SystemError(number: EXDEV) }
            found.append(identity)
        }
        return found
    }
}

/// What tells a file from all others.
struct FileIdentity: Hashable {
    var device: dev_t
    var number: ino_t
}

extension Descriptor {
    func identity() throws(SystemError) -> FileIdentity {
        let found = try status()
        return FileIdentity(device: found.st_dev, number: found.st_ino)
    }
}

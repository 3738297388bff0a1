import Glibc

/// Where a file is to be written: the deepest folder on the way that exists, and the names below it that may not.
struct WriteTarget {
    var folder: Descriptor
    /// At least one name; the last is the file's, those before it are folders to be made.
    var names: [String]

    init(_ relative: String, in root: FileRoot, path: String, followsLinks: Bool) throws(FileRootError) {
        var above = relative.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        var below: [String] = [above.removeLast()]
        while true {
            do throws(SystemError) {
                folder = try root.openFolder(above.isEmpty ? "." : above.joined(separator: "/"), follows: followsLinks)
                break
            } catch {
                guard error.number == ENOENT, let last = above.popLast() else { throw FileRootError(error, path: path) }
                below.insert(last, at: 0)
            }
        }
        names = Array(below.drop { $0.isEmpty || $0 == "." })
        let arePlain = !names.isEmpty && names.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
        guard arePlain else {
            throw FileRootError(.invalidPath, path: path, reason: "it does not end in the name of a file")
        }
    }

    /// Makes the folders that are missing, owned as the folder above them is, and returns the last one.
    func makeFolders() throws(SystemError) -> Descriptor {
        var current = folder
        for name in names.dropLast() {
            let made = mkdirat(current.number, name, 0o777) == 0
            if !made && errno != EEXIST { throw SystemError.last }
            let number = openat(current.number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard number >= 0 else { throw SystemError.last }
            let next = Descriptor(owning: number)
            if made { try next.takeOwner(from: current) }
            current = next
        }
        return current
    }
}

extension Descriptor {
    /// What root makes in a folder belongs to the folder's owner, as if that user had made it.
    func takeOwner(from other: Descriptor) throws(SystemError) {
        guard geteuid() == 0 else { return }
        let owner = try other.status()
        guard fchown(number, owner.st_uid, owner.st_gid) == 0 else { throw SystemError.last }
    }
}

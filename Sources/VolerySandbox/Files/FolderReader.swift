import Glibc

/// Reads the names in an open folder.
struct FolderReader {
    var folder: Descriptor

    /// All names but `.` and `..`, unsorted; nil when there are more than `limit`.
    func entries(limit: Int) throws(SystemError) -> [FolderEntry]? {
        // The stream closes its descriptor, and a copy would share its place in the folder.
        let number = openat(folder.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw SystemError.last }
        guard let stream = fdopendir(number) else {
            let error = SystemError.last
            close(number)
            throw error
        }
        defer { closedir(stream) }
        var entries: [FolderEntry] = []
        while let entry = try next(stream) {
            guard entries.count < limit else { return nil }
            entries.append(entry)
        }
        return entries
    }

    private func next(_ stream: OpaquePointer) throws(SystemError) -> FolderEntry? {
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw SystemError.last }
                return nil
            }
            let name = Self.name(of: entry)
            if name == [UInt8(ascii: ".")] || name == [UInt8(ascii: "."), UInt8(ascii: ".")] { continue }
            return FolderEntry(bytes: name, kind: EntryKind(recorded: entry.pointee.d_type) ?? kind(of: name))
        }
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        withUnsafePointer(to: &entry.pointee.d_name) { field in
            field.withMemoryRebound(to: UInt8.self, capacity: MemoryLayout.size(ofValue: field.pointee)) { bytes in
                Array(
                    UnsafeBufferPointer(
                        start: bytes,
                        count: strlen(UnsafeRawPointer(bytes).assumingMemoryBound(to: CChar.self))
                    )
                )
            }
        }
    }

    private func kind(of name: [UInt8]) -> EntryKind {
        var found = stat()
        let result = (name + [0]).withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                characters.baseAddress.map { fstatat(folder.number, $0, &found, AT_SYMLINK_NOFOLLOW) } ?? -1
            }
        }
        return result == 0 ? EntryKind(mode: found.st_mode) : .special
    }
}

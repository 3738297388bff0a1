import Glibc

/// An empty folder of its own that is removed with everything in it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = try "/tmp/volery-test-XXXXXX".withCString { text in
            let copy = strdup(text)
            defer { free(copy) }
            guard let copy, mkdtemp(copy) != nil else { throw TestFailure("mkdtemp: errno \(errno)") }
            return String(cString: copy)
        }
    }

    deinit {
        removeAll(path)
    }

    /// Makes a folder, and those above it.
    func make(_ name: String) throws {
        var made = path
        for part in name.split(separator: "/") {
            made += "/" + part
            guard mkdir(made, 0o755) == 0 || errno == EEXIST else { throw TestFailure("mkdir \(made): errno \(errno)") }
        }
    }

    /// Writes a file, and makes the folders above it.
    func write(_ text: String, to name: String) throws {
        try write(Array(text.utf8), to: name)
    }

    /// Writes a file, and makes the folders above it.
    func write(_ bytes: [UInt8], to name: String) throws {
        try make(name.split(separator: "/").dropLast().joined(separator: "/"))
        guard let file = fopen("\(path)/\(name)", "we") else { throw TestFailure("open \(name): errno \(errno)") }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw TestFailure("write \(name)") }
    }

    /// Makes a symbolic link.
    func link(_ name: String, to target: String) throws {
        guard symlink(target, "\(path)/\(name)") == 0 else { throw TestFailure("symlink \(name): errno \(errno)") }
    }
}

/// Removes a file or folder with all that is in it; follows no link.
private func removeAll(_ path: String) {
    var found = stat()
    guard lstat(path, &found) == 0 else { return }
    guard found.st_mode & S_IFMT == S_IFDIR else {
        unlink(path)
        return
    }
    for name in names(in: path) { removeAll("\(path)/\(name)") }
    rmdir(path)
}

/// The names in a folder but `.` and `..`.
private func names(in path: String) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var found: [String] = []
    while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != "." && name != ".." { found.append(name) }
    }
    return found
}

struct TestFailure: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}

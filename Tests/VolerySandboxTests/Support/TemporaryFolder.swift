import Glibc

/// An empty folder of its own that is removed with everything in it.
final class TemporaryFolder: Sendable {
    let path: String

    init(below parent: String = "/tmp") throws {
        let template = parent + "/volery-test-XXXXXX"
        path = try template.withCString { text in
            let copy = strdup(text)
            defer { free(copy) }
            guard let copy, mkdtemp(copy) != nil else { throw TestFailure("mkdtemp in \(parent): errno \(errno)") }
            return String(cString: copy)
        }
    }

    deinit {
        removeAll(path)
    }

    func make(_ name: String) throws -> String {
        guard mkdir(path + "/" + name, 0o755) == 0 else { throw TestFailure("mkdir \(name): errno \(errno)") }
        return path + "/" + name
    }

    func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
        let number = open(path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard number >= 0 else { throw TestFailure("open \(name): errno \(errno)") }
        defer { close(number) }
        let bytes = Array(bytes)
        guard Glibc.write(number, bytes, bytes.count) == bytes.count else { throw TestFailure("write \(name)") }
    }

    func read(_ name: String) -> String? {
        let number = open(path + "/" + name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard number >= 0 else { return nil }
        defer { close(number) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        return String(decoding: bytes[..<max(0, Glibc.read(number, &bytes, bytes.count))], as: UTF8.self)
    }

    func exists(_ name: String) -> Bool {
        access(path + "/" + name, F_OK) == 0
    }
}

/// Removes a file or folder with all that is in it; follows no link.
private func removeAll(_ path: String) {
    var found = stat()
    guard lstat(path, &found) == 0 else { return }
    if found.st_mode & S_IFMT == S_IFDIR {
        for name in names(in: path) { removeAll(path + "/" + name) }
        rmdir(path)
    } else {
        unlink(path)
    }
}

/// The names in a folder but `.` and `..`.
func names(in path: String) -> [String] {
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

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Writes files that are not there yet; nothing is ever written over.
enum NewFile {
    /// Writes a file, and the folder that it is in if that is not there.
    ///
    /// - Parameters:
    ///   - text: What it will hold.
    ///   - path: The file's path.
    /// - Throws: `UsageError` if there is something at the path, or it can't be written.
    static func write(_ text: String, to path: String) throws(UsageError) {
        if let slash = path.lastIndex(of: "/") { _ = mkdir(String(path[..<slash]), 0o777) }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            guard errno == EEXIST else { throw fault(path) }
            throw UsageError("there is `\(path)` already; choose another name")
        }
        defer { close(descriptor) }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR { throw fault(path) }
            bytes = bytes.dropFirst(max(0, count))
        }
    }

    /// Whether there is something at a path.
    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    private static func fault(_ path: String) -> UsageError {
        UsageError("`\(path)` can't be written: \(String(cString: strerror(errno)))")
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}

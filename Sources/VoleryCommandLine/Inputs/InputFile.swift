#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A file that is named on the command line, read whole; `-` is standard input.
enum InputFile {
    /// The most bytes that are read.
    static let bound = 64_000_000

    /// The text of a file.
    ///
    /// - Parameters:
    ///   - path: The path, or `-`.
    ///   - option: The option that names it, for messages.
    /// - Returns: The text, and the name of the file for messages.
    /// - Throws: `UsageError` if it can't be read, is too large or is not UTF-8.
    static func read(_ path: String, for option: String) throws(UsageError) -> (name: String, text: String) {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault(path, option, String(cString: strerror(errno))) }
        defer { if path != "-" { close(descriptor) } }
        let bytes = try bytes(of: descriptor, path, option)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw fault(path, option, "it is not UTF-8") }
        return (path == "-" ? "standard input" : path, text)
    }

    private static func bytes(of descriptor: Int32, _ path: String, _ option: String) throws(UsageError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= bound {
            let count = systemRead(descriptor, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count > 0 {
                bytes += buffer[..<count]
            } else if errno != EINTR {
                throw fault(path, option, String(cString: strerror(errno)))
            }
        }
        throw fault(path, option, "it has more than \(bound / 1_000_000) MB")
    }

    private static func fault(_ path: String, _ option: String, _ why: String) -> UsageError {
        UsageError("\(option) `\(path)` can't be read: \(why)")
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: inout [UInt8], _ count: Int) -> Int {
    read(descriptor, &buffer, count)
}

import VoleryCore
import VoleryYAML

#if canImport(Glibc)
import Glibc
#endif

/// Reads files of the language whole, within their bound; what is no ordinary file is refused unopened.
enum FileReader {
    /// Why a file can't be read.
    struct Fault: Error {
        var code: FileCode
        var message: String
    }

    /// The text of a file.
    static func read(_ location: FileLocation) throws(Fault) -> SourceText {
        // Without `O_NONBLOCK` opening a pipe would wait for its writer.
        let descriptor = open(location.absolute, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw fault(errno, location) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw fault(errno, location) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw Fault(code: .notAFile, message: "`\(location.shownSafely)` is a folder, not a file")
        default: throw Fault(code: .notAFile, message: "`\(location.shownSafely)` is no ordinary file")
        }
        return SourceText(file: location.shown, bytes: try bytes(of: descriptor, location))
    }

    /// Whether there is something at a path.
    static func exists(_ location: FileLocation) -> Bool {
        access(location.absolute, F_OK) == 0
    }

    /// The names of a folder's YAML files without their endings, sorted.
    static func names(inFolder folder: String) -> [String] {
        guard let listing = opendir(folder) else { return [] }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing), names.count < 1_000 {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".yaml") { names.append(String(name.dropLast(5))) }
        }
        return names.sorted()
    }

    /// One byte more than allowed is read, so that the YAML parser says that the file is too large.
    private static func bytes(of descriptor: Int32, _ location: FileLocation) throws(Fault) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: YAMLLimits.fileSize + 1)
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            }
            if more < 0, errno == EINTR { continue }
            guard more >= 0 else { throw fault(errno, location) }
            if more == 0 { break }
            count += more
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    private static func fault(_ number: Int32, _ location: FileLocation) -> Fault {
        let path = location.shownSafely
        switch number {
        case ENOENT, ENOTDIR: return Fault(code: .fileNotFound, message: "there is no file `\(path)`")
        case EACCES, EPERM: return Fault(code: .unreadable, message: "the file `\(path)` may not be read")
        default:
            let reason = strerror(number).map { String(cString: $0) } ?? "error \(number)"
            return Fault(code: .unreadable, message: "the file `\(path)` can't be read: \(reason)")
        }
    }
}

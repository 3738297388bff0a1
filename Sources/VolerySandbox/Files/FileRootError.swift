import Glibc

/// Why a file below a root could not be read, listed or written.
public struct FileRootError: Error, Hashable, Sendable {
    /// What kind of failure it is, for code that reacts to it.
    public enum Code: String, Hashable, Sendable {
        /// The path can't be a path: it is empty, holds a zero byte or is too long.
        case invalidPath
        /// The path leads out of the root, itself or by a symbolic link.
        case outside
        /// There is nothing at the path.
        case notFound
        /// There is a folder where a file is meant.
        case isFolder
        /// There is a file where a folder is meant.
        case isNotFolder
        /// A pipe, a socket or a device, which only acts like a file.
        case isNotFile
        /// A symbolic link where one is not followed, or links that lead in a circle.
        case isLink
        /// More bytes or entries than may be taken.
        case tooLarge
        /// Programs run or trust what is there, so it stays as it is.
        case protected
        /// The system does not permit it.
        case notPermitted
        /// It changed since it was read.
        case changed
        /// This kernel has no way to open files safely.
        case unsupported
        /// The system failed: the message says how.
        case failed
    }

    /// What kind of failure it is.
    public var code: Code
    /// The path, as it was given.
    public var path: String
    /// What is wrong, and what to do, without the path.
    public var reason: String

    /// Creates an error.
    public init(_ code: Code, path: String, reason: String) {
        self.code = code
        self.path = path
        self.reason = reason
    }

    /// Says what the system's error means for a path.
    init(_ error: SystemError, path: String) {
        self.path = path
        (code, reason) =
            switch error.number {
            case ENOENT: (.notFound, "there is no such file or folder")
            case EXDEV: (.outside, "it leads out of the workspace")
            case ENOTDIR: (.isNotFolder, "a part of the path, or its end, is a file and no folder")
            case EISDIR: (.isFolder, "it is a folder")
            case ELOOP: (.isLink, "a symbolic link in it can't be followed")
            case ENAMETOOLONG: (.invalidPath, "the path or a name in it is too long")
            case EACCES, EPERM, EROFS: (.notPermitted, "the system does not permit it (\(error.words))")
            case ENOSYS:
                (.unsupported, "this kernel, or the container's seccomp profile, has no openat2 (Linux 5.6 or newer)")
            default: (.failed, error.words)
            }
    }
}

extension FileRootError {
    /// Does something with a path that may fail as the system fails.
    static func naming<Result>(
        _ path: String,
        _ body: () throws(SystemError) -> Result
    ) throws(FileRootError) -> Result {
        do { return try body() } catch { throw FileRootError(error, path: path) }
    }
}

extension FileRootError: CustomStringConvertible {
    /// The path, escaped, and what is wrong with it.
    public var description: String { "\(path.debugDescription): \(reason)" }
}

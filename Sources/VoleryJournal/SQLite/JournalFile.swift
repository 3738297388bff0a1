#if SQLite
internal import Synchronization
internal import VoleryRuntime

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// The file of a journal, made so from the start that nobody else can read it.
struct JournalFile {
    let path: String

    /// The folder that it lies in.
    var folder: String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Closing any descriptor of a file gives up the process's locks on it, so none may be open beside SQLite's own.
    static let opening = Mutex(())

    /// Makes the file and its folder where they are missing.
    /// - Returns: Whether it can be written.
    func prepare() throws(JournalError) -> Bool {
        try makeFolder()
        let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if descriptor >= 0 {
            // The file's name is to outlive a power cut too.
            close(descriptor)
            sync(folder)
            return true
        }
        let number = errno
        var status = stat()
        guard lstat(path, &status) == 0 else { throw failure("can't be made", number) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw JournalError(.unavailable, "`\(path)` is not a file; a journal is never read through a link")
        }
        return access(path, W_OK) == 0 && access(folder, W_OK) == 0
    }

    /// Whether SQLite left nothing beside the file that belongs to it.
    var isSettled: Bool {
        var status = stat()
        return lstat("\(path)-wal", &status) != 0 || status.st_size == 0
    }

    /// Makes the folder, and those above it that are missing, all for this user alone.
    private func makeFolder() throws(JournalError) {
        if mkdir(folder, 0o700) == 0 { return sync(JournalFile(path: folder).folder) }
        switch errno {
        // Where it can't be made it may be there; the file tells.
        case EEXIST, EROFS, EACCES: return
        case ENOENT where !folder.isEmpty && folder != "/" && folder != ".":
            try JournalFile(path: folder).makeFolder()
            guard mkdir(folder, 0o700) != 0, errno != EEXIST else {
                return sync(JournalFile(path: folder).folder)
            }
            throw failure("can't be made", errno)
        default: throw failure("can't be made", errno)
        }
    }

    private func sync(_ folder: String) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private func failure(_ what: String, _ number: Int32) -> JournalError {
        let code: JournalError.Code =
            switch number {
            case ENOSPC, EDQUOT: .full
            case EROFS, EACCES, EPERM: .readOnly
            default: .unavailable
            }
        return JournalError(code, "`\(path)` \(what): \(String(cString: strerror(number)))")
    }
}
#endif

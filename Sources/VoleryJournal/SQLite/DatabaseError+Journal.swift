#if SQLite
internal import GRDB
internal import VoleryRuntime

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

extension JournalError {
    /// What an error of SQLite means for a journal.
    init(_ error: any Error, path: String) {
        if let error = error as? JournalError {
            self = error
        } else if let error = error as? DatabaseError {
            self.init(error, path)
        } else {
            self.init(.unavailable, "`\(path)` can't be used: \(error)")
        }
    }

    private init(_ error: DatabaseError, _ path: String) {
        let said = error.message.map { " (\($0))" } ?? ""
        switch error.resultCode {
        case .SQLITE_FULL: self = .full(path)
        // SQLite does not tell what kept it from making its files beside.
        case .SQLITE_CANTOPEN where Self.isFull(path), .SQLITE_IOERR where Self.isFull(path): self = .full(path)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            let advice = LockHolder(of: path)?.advice ?? "another program for too long; try again when it has ended"
            self.init(.locked, "`\(path)` is in use by \(advice)")
        case .SQLITE_READONLY, .SQLITE_PERM:
            self.init(.readOnly, "`\(path)` can't be written\(said); make it and its folder writable")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(.damaged, "`\(path)` is damaged\(said); move it away to begin a new one")
        case .SQLITE_IOERR:
            self.init(.unavailable, "the disk failed on `\(path)`\(said); its disk may be breaking")
        default:
            self.init(.unavailable, "`\(path)` can't be used\(said)")
        }
    }

    private static func full(_ path: String) -> JournalError {
        JournalError(.full, "there is no room left on the disk of `\(path)`; make room and go on")
    }

    /// Whether the disk that a file lies on has less room than a page of it takes.
    private static func isFull(_ path: String) -> Bool {
        var status = statvfs()
        guard statvfs(JournalFile(path: path).folder, &status) == 0 else { return false }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize) < 65_536
    }
}
#endif

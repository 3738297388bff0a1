#if SQLite
internal import GRDB
internal import VoleryRuntime

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
        case .SQLITE_FULL:
            self.init(.full, "there is no room left on the disk of `\(path)`; make room and go on")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.locked, "`\(path)` is in use by another program for too long; try again when it has ended")
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
}
#endif

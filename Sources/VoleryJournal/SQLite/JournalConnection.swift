#if SQLite
internal import GRDB
internal import Synchronization
internal import VoleryRuntime

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// The connections to a journal's file: one that writes, where that is possible, and one that reads beside it.
struct JournalConnection {
    var writer: DatabaseQueue?
    var reader: DatabaseQueue
    /// Why nothing can be written, where that is so.
    var refusal: JournalError

    static func open(_ path: String, patience: Double) throws -> JournalConnection {
        let file = JournalFile(path: path)
        let isWritable = try JournalFile.opening.withLock { _ in try file.prepare() }
        let deadline = ContinuousClock.now + .seconds(patience)
        let format = JournalFormat(path: path)
        var refusal = JournalError(.readOnly, "`\(path)` can't be written; make it and its folder writable")
        var writer: DatabaseQueue?
        do {
            if isWritable { writer = try retrying(until: deadline) { try openWriter(path, format, patience) } }
        } catch {
            refusal = JournalError(error, path: path)
            // What was written before can be read though there is no room for the files that SQLite makes beside.
            guard refusal.code == .full, file.isSettled else { throw refusal }
        }
        do {
            let reader = try retrying(until: deadline) {
                // Without anyone who writes, SQLite could not make the files that it reads beside.
                let isFixed = writer == nil && file.isSettled
                return try openReader(isFixed ? uri(path) : path, format, patience)
            }
            return JournalConnection(writer: writer, reader: reader, refusal: refusal)
        } catch {
            throw refusal.code == .full ? refusal : error
        }
    }

    private static func openWriter(
        _ path: String,
        _ format: JournalFormat,
        _ patience: Double
    ) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: path, configuration: configuration("write", patience))
        try queue.inDatabase { db in
            try format.migrate(db)
            try format.check(db)
        }
        return queue
    }

    private static func openReader(
        _ path: String,
        _ format: JournalFormat,
        _ patience: Double
    ) throws -> DatabaseQueue {
        var configuration = configuration("read", patience)
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.inDatabase(format.check)
        return queue
    }

    private static func configuration(_ name: String, _ patience: Double) -> Configuration {
        var configuration = Configuration()
        configuration.label = "volery.journal.\(name)"
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(patience)
        configuration.prepareDatabase(JournalFormat.configure)
        return configuration
    }

    /// Some locks are not waited for by SQLite itself, such as that for the first change to writing ahead.
    private static func retrying<Result>(
        until deadline: ContinuousClock.Instant,
        _ body: () throws -> Result
    ) throws -> Result {
        while true {
            do {
                return try body()
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < deadline
            {
                usleep(2_000)
            }
        }
    }

    /// The file as one that nobody changes (https://www.sqlite.org/uri.html).
    private static func uri(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes = Array("file:".utf8)
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes + Array("?immutable=1".utf8), as: UTF8.self)
    }
}
#endif

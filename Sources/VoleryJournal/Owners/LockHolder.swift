internal import FoundationEssentials

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// The process that keeps others from writing a journal's file, by the locks that SQLite takes (Linux, `/proc/locks`).
struct LockHolder {
    /// The process's number.
    let process: Int

    /// Finds who holds the file at a path; `nil` if nobody does who can be seen from here.
    init?(of path: String) {
        let files = ["\(path)-shm", path].compactMap { path -> UInt64? in
            var status = stat()
            return stat(path, &status) == 0 ? UInt64(status.st_ino) : nil
        }
        // `1: POSIX  ADVISORY  WRITE 4711 fe:00:16238692 120 120`; those that only wait have `->` behind the number.
        for line in ThisMachine.text("/proc/locks", most: 1 << 20).split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count == 8, fields[1] == "POSIX", fields[3] == "WRITE", let process = Int(fields[4]),
                process > 0, process != Int(getpid()),
                let file = fields[5].split(separator: ":").last.flatMap({ UInt64($0) }), files.contains(file)
            else { continue }
            self.process = process
            return
        }
        return nil
    }

    /// The program's name; empty if it is gone.
    private var name: String { ThisMachine.text("/proc/\(process)/comm").filter { $0 != "\n" } }

    /// Whether it was stopped, as by Ctrl-Z, so that it lets go of nothing.
    private var isStopped: Bool {
        let status = ThisMachine.text("/proc/\(process)/stat")
        guard let bracket = status.lastIndex(of: ")") else { return false }
        return status[bracket...].dropFirst().first { $0 != " " } == "T"
    }

    /// Who it is, and what to do.
    var advice: String {
        let who = name.isEmpty ? "process \(process)" : "process \(process) (`\(name)`)"
        guard isStopped else { return "\(who) for too long; try again when it has ended, or end it" }
        return "\(who), which was stopped; let it go on with `kill -CONT \(process)`, or end it, and try again"
    }
}

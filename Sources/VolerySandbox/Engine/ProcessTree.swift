import Glibc

/// Looks at running processes through `/proc`.
enum ProcessTree {
    /// The processes that `process` has started from any of its threads and that still run.
    static func children(of process: Int32) -> [Int32] {
        threads(of: process).flatMap { thread in
            numbers(in: read("/proc/\(process)/task/\(thread)/children") ?? [])
        }
    }

    /// A process with everything below it.
    static func all(from process: Int32) -> [Int32] {
        var found = [process]
        var next = 0
        // A tree is no larger than the limit on processes; the bound is for one that grows while it is read.
        while next < found.count, found.count < 100_000 {
            found += children(of: found[next])
            next += 1
        }
        return found
    }

    /// The processes of a process group.
    static func group(_ leader: Int32) -> [Int32] {
        everyone.filter { process in
            guard let fields = status(of: process), fields.count > 2 else { return false }
            return numbers(in: fields[2]).first == leader
        }
    }

    /// How many threads a user runs.
    static func threads(ofUser user: uid_t) -> Int {
        everyone.reduce(0) { sum, process in
            var found = stat()
            guard stat("/proc/\(process)", &found) == 0, found.st_uid == user else { return sum }
            return sum + threads(of: process).count
        }
    }

    private static var everyone: [Int32] { names(in: "/proc").compactMap { Int32($0) } }

    /// What the kernel tells of a process behind its name, from the state on.
    private static func status(of process: Int32) -> [ArraySlice<UInt8>]? {
        guard let text = read("/proc/\(process)/stat"), let name = text.lastIndex(of: UInt8(ascii: ")")) else {
            return nil
        }
        return text[(name + 1)...].split(separator: UInt8(ascii: " "))
    }

    /// The memory of processes in bytes: what each has in RAM, and, only if that sums up to more than `limit`, a
    /// shared page counted once.
    ///
    /// The exact figure takes long to get.
    static func memory(of processes: [Int32], limit: Int) -> Int {
        let resident = processes.reduce(0) { $0 + residentMemory(of: $1) }
        guard resident > limit else { return resident }
        return processes.reduce(0) { $0 + (proportionalMemory(of: $1) ?? residentMemory(of: $1)) }
    }

    /// The processor time of a process and of those of its children that have ended.
    static func processorTime(of process: Int32) -> Duration? {
        // Counted from the state, which is field 3: user, system, and the same of ended children.
        guard let fields = status(of: process), fields.count > 14 else { return nil }
        let ticks = fields[11...14].reduce(0) { $0 + (numbers(in: $1).first.map(Int.init) ?? 0) }
        return .milliseconds(ticks * 1000 / max(1, sysconf(Int32(_SC_CLK_TCK))))
    }

    private static func residentMemory(of process: Int32) -> Int {
        guard let text = read("/proc/\(process)/statm") else { return 0 }
        let fields = text.split(separator: UInt8(ascii: " "))
        guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else { return 0 }
        return pages * Int(getpagesize())
    }

    private static func proportionalMemory(of process: Int32) -> Int? {
        guard let text = read("/proc/\(process)/smaps_rollup") else { return nil }
        let lines = text.split(separator: UInt8(ascii: "\n"))
        guard let line = lines.first(where: { $0.starts(with: "Pss:".utf8) }) else { return nil }
        return numbers(in: line.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }).first.map {
            Int($0) * 1024
        }
    }

    private static func threads(of process: Int32) -> [Int32] {
        names(in: "/proc/\(process)/task").compactMap { Int32($0) }
    }

    private static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var found: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            found.append(name)
        }
        return found
    }

    private static func numbers(in text: some Sequence<UInt8>) -> [Int32] {
        Array(text).split { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            .compactMap { Int32(String(decoding: $0, as: UTF8.self)) }
    }

    private static func read(_ path: String) -> [UInt8]? {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { return nil }
        let file = Descriptor(owning: number)
        var bytes: [UInt8] = []
        while true {
            let added = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
                count = max(0, Glibc.read(file.number, buffer.baseAddress, buffer.count))
            }
            if added.isEmpty { return bytes }
            bytes += added
        }
    }
}

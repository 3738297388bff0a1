internal import FoundationEssentials
internal import VoleryRuntime

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What processes of this machine are alive (Linux, `/proc`).
struct ThisMachine {
    /// This process, by one of its journals.
    let owner: RunOwner

    /// How a process stands, as far as can be seen from here.
    enum Life {
        case alive, dead, elsewhere
    }

    /// - Parameter journal: The journal that is to own something; 0 where none is.
    init(journal: Int = 0) {
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, name.count - 1)
        let host = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        // In another container the same number is another process.
        let numbers = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""
        let process = Int(getpid())
        owner = RunOwner(
            host: "\(host) \(numbers)",
            boot: Self.text("/proc/sys/kernel/random/boot_id").filter { !$0.isWhitespace },
            process: process,
            began: Self.began(process) ?? 0,
            journal: journal
        )
    }

    func life(of other: RunOwner) -> Life {
        // Without `/proc` nothing can be seen of any process; then the lease decides.
        guard other.host == owner.host, owner.began != 0 else { return .elsewhere }
        guard other.boot == owner.boot else { return .dead }
        if other.process == owner.process, other.began == owner.began {
            return OpenJournals.contains(other.journal) ? .alive : .dead
        }
        if let began = Self.began(other.process) { return began == other.began ? .alive : .dead }
        return Self.isHidden(other.process) ? .alive : .dead
    }

    /// When a process began, in ticks since the start of the machine; `nil` if none with that number lives.
    static func began(_ process: Int) -> UInt64? {
        // The name, in brackets, may hold anything; the state is the first field behind it, the beginning the twentieth.
        let status = text("/proc/\(process)/stat").utf8
        guard let bracket = status.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = status[bracket...].dropFirst().split(separator: UInt8(ascii: " "))
        guard fields.count > 19, let state = fields[0].first, state != UInt8(ascii: "Z"), state != UInt8(ascii: "X")
        else {
            return nil
        }
        return UInt64(String(decoding: fields[19], as: UTF8.self))
    }

    /// Whether there is a process with a number of which `/proc` shows nothing, since it is another user's.
    private static func isHidden(_ process: Int) -> Bool {
        guard let number = pid_t(exactly: process), number > 0, kill(number, 0) != 0 else { return false }
        return errno == EPERM
    }

    /// What a file of `/proc` holds, up to so many bytes; nothing if it can't be read.
    static func text(_ path: String, most: Int = 4_096) -> String {
        guard let file = fopen(path, "re") else { return "" }
        defer { fclose(file) }
        let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, file)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension RunOwner {
    /// The process as people name it.
    func described(_ life: ThisMachine.Life) -> String {
        let machine = host.prefix { $0 != " " }
        return life == .elsewhere ? "process \(process) on \(machine)" : "process \(process)"
    }
}

import CSandbox
import Glibc

/// An open file descriptor that is closed with its last owner, and in every child by `exec`.
final class Descriptor: Sendable {
    let number: Int32

    /// Takes over an open descriptor.
    init(owning number: Int32) {
        self.number = number
    }

    deinit {
        close(number)
    }
}

extension Descriptor {
    /// Takes the result of a C function of ours: a descriptor, or a negated error number.
    static func checked(_ result: Int32) throws(SystemError) -> Descriptor {
        guard result >= 0 else { throw SystemError(number: -result) }
        return Descriptor(owning: result)
    }

    /// Opens without following anything special: the descriptor names the file and can't read it (`O_PATH`).
    static func naming(_ path: String) throws(SystemError) -> Descriptor {
        try checked(csandbox_open_name(path))
    }

    static func memory(_ name: String, _ bytes: [UInt8]) throws(SystemError) -> Descriptor {
        try checked(csandbox_memory_file(name, bytes, bytes.count))
    }

    static func pipe() throws(SystemError) -> (reading: Descriptor, writing: Descriptor) {
        var reading: Int32 = -1
        var writing: Int32 = -1
        let result = csandbox_pipe(&reading, &writing)
        guard result == 0 else { throw SystemError(number: -result) }
        return (Descriptor(owning: reading), Descriptor(owning: writing))
    }

    /// Opens a name in or below this folder; no link is followed and nothing above is reached.
    func naming(beneath name: String) throws(SystemError) -> Descriptor {
        let resolve = ResolveFlags.beneath | ResolveFlags.noLinks
        return try Self.checked(csandbox_openat2(number, name, UInt64(CSANDBOX_O_PATH | O_CLOEXEC), 0, resolve))
    }

    func status() throws(SystemError) -> stat {
        var found = stat()
        guard fstat(number, &found) == 0 else { throw SystemError.last }
        return found
    }

    func stopBlocking() {
        _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
    }
}

extension stat {
    var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
    var isRegularFile: Bool { st_mode & S_IFMT == S_IFREG }
}

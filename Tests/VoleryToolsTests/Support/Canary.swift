import Glibc

/// A port of this machine, by both versions of IP, that must not be connected to.
final class Canary: Sendable {
    let port: Int
    private let listeners: [Int32]

    init() throws {
        let first = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var four = sockaddr_in()
        four.sin_family = sa_family_t(AF_INET)
        four.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        guard listen(first, at: &four) else { throw TestFailure("no canary: errno \(errno)") }
        port = Int(UInt16(bigEndian: four.sin_port))
        let second = socket(AF_INET6, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var six = sockaddr_in6()
        six.sin6_family = sa_family_t(AF_INET6)
        six.sin6_addr = in6addr_loopback
        six.sin6_port = four.sin_port
        // A machine without version 6 can't be reached by it.
        listeners = listen(second, at: &six) ? [first, second] : [first]
        if listeners.count == 1 { close(second) }
    }

    deinit {
        for listener in listeners { close(listener) }
    }

    /// Whether anything has connected: what does waits here, since nobody takes it.
    var wasReached: Bool {
        var polled = listeners.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        return poll(&polled, nfds_t(polled.count), 0) > 0
    }
}

/// Listens at an address, and fills in the port that the system chose.
private func listen<Address>(_ listener: Int32, at address: inout Address) -> Bool {
    var length = socklen_t(MemoryLayout<Address>.size)
    return withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
            bind(listener, name, length) == 0 && listen(listener, 8) == 0 && getsockname(listener, name, &length) == 0
        }
    }
}

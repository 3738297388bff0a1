internal import Glibc

/// A socket that doesn't block, for a thread that may: each operation waits, but not for longer than it may and not once
/// all is to end.
final class ForwardSocket: Sendable {
    /// Why an operation was given up.
    enum Fault: Error {
        case stopped
        case tooLate
        case broken
    }

    let descriptor: Int32
    private let stopping: ForwardSignal

    init(owning descriptor: Int32, stopping: ForwardSignal) {
        self.descriptor = descriptor
        self.stopping = stopping
    }

    deinit {
        close(descriptor)
    }

    /// Waits until it can be read, or written.
    func wait(for events: Int32, at most: Duration) throws(Fault) {
        var polls = [pollfd(fd: descriptor, events: Int16(events), revents: 0)]
        try Self.wait(for: &polls, at: most, stopping: stopping)
    }

    /// Waits for any of several sockets.
    static func wait(for polls: inout [pollfd], at most: Duration, stopping: ForwardSignal) throws(Fault) {
        polls.append(pollfd(fd: stopping.descriptor, events: Int16(POLLIN), revents: 0))
        defer { polls.removeLast() }
        let end = ContinuousClock.now + most
        while true {
            let left = max(.zero, end - .now)
            let count = poll(&polls, nfds_t(polls.count), left.wholeMilliseconds)
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                throw .tooLate
            }
            guard polls[polls.count - 1].revents == 0 else { throw .stopped }
            return
        }
    }

    func accept() throws(Fault) -> ForwardSocket {
        while true {
            try wait(for: POLLIN, at: .seconds(86_400))
            let number = Glibc.accept(descriptor, nil, nil)
            if number >= 0 {
                _ = fcntl(number, F_SETFD, FD_CLOEXEC)
                _ = fcntl(number, F_SETFL, O_NONBLOCK)
                return ForwardSocket(owning: number, stopping: stopping)
            }
            guard [EAGAIN, EINTR, ECONNABORTED].contains(errno) else { throw .broken }
        }
    }

    /// The next bytes; none at the end.
    func read(atMost count: Int = 1 << 16, within time: Duration) throws(Fault) -> [UInt8] {
        while true {
            try wait(for: POLLIN, at: time)
            if let bytes = try readNow(atMost: count) { return bytes }
        }
    }

    /// What is there to be read; nil if nothing is, empty at the end.
    func readNow(atMost count: Int = 1 << 16) throws(Fault) -> [UInt8]? {
        var result = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
            result = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            used = max(0, result)
        }
        if result >= 0 { return bytes }
        guard errno == EAGAIN || errno == EINTR else { throw .broken }
        return nil
    }

    /// Sends all of it.
    func write(_ bytes: [UInt8], within time: Duration) throws(Fault) {
        var rest = bytes[...]
        while !rest.isEmpty {
            try wait(for: POLLOUT, at: time)
            rest = rest.dropFirst(try writeNow(rest))
        }
    }

    /// Sends what can be sent now, and says how much that was.
    func writeNow(_ bytes: ArraySlice<UInt8>) throws(Fault) -> Int {
        let count = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if count >= 0 { return count }
        guard errno == EAGAIN || errno == EINTR else { throw .broken }
        return 0
    }

    func finishWriting() {
        shutdown(descriptor, Int32(SHUT_WR))
    }
}

extension ForwardSocket {
    /// Connects to an address.
    static func connected(
        to address: IPAddress,
        port: Int,
        within time: Duration,
        stopping: ForwardSignal
    ) throws(Fault) -> ForwardSocket {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let number = socket(address.isVersion6 ? AF_INET6 : AF_INET, kind, 0)
        guard number >= 0 else { throw .broken }
        let socket = ForwardSocket(owning: number, stopping: stopping)
        let result = address.withSocketAddress(port: port) { connect(number, $0, $1) }
        if result != 0 {
            guard errno == EINPROGRESS else { throw .broken }
            try socket.wait(for: POLLOUT, at: time)
        }
        var error: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(number, SOL_SOCKET, SO_ERROR, &error, &size) == 0, error == 0 else { throw .broken }
        return socket
    }
}

extension Duration {
    fileprivate var wholeMilliseconds: Int32 {
        let parts = components
        return Int32(clamping: parts.seconds * 1000 + (parts.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}

extension IPAddress {
    /// Lends the address with a port in the form that the system takes.
    fileprivate func withSocketAddress(
        port: Int,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        switch number {
        case .v4(let bits):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = UInt16(port).bigEndian
            address.sin_addr.s_addr = bits.bigEndian
            return Self.lend(&address, body)
        case .v6(let high, let low):
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = UInt16(port).bigEndian
            withUnsafeMutableBytes(of: &address.sin6_addr) { bytes in
                bytes.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
                bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
            }
            return Self.lend(&address, body)
        }
    }

    private static func lend<Address>(
        _ address: inout Address,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<Address>.size)) }
        }
    }
}

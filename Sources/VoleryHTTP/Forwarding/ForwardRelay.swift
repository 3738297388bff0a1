internal import Glibc

/// Carries bytes between a program and a host, a buffer in each direction, until both have ended.
struct ForwardRelay {
    /// The bytes on the way from one socket to another.
    private struct Direction {
        let from: ForwardSocket
        let to: ForwardSocket
        var pending: ArraySlice<UInt8> = []
        /// How many more may be taken; nil for any number.
        var left: Int?
        /// Whether the source has ended.
        var isEnded = false
        /// Whether the destination was told so.
        var isClosed = false

        var wantsRead: Bool { pending.isEmpty && !isEnded && left != 0 }

        mutating func read() throws(ForwardSocket.Fault) {
            guard let bytes = try from.readNow(atMost: min(left ?? .max, 1 << 16)) else { return }
            isEnded = bytes.isEmpty
            left? -= bytes.count
            pending = bytes[...]
        }

        /// Sends what is pending; gives the number of bytes sent.
        mutating func write() throws(ForwardSocket.Fault) -> Int {
            let count = try to.writeNow(pending)
            pending = pending.dropFirst(count)
            return count
        }

        mutating func closeIfEnded() {
            guard isEnded, pending.isEmpty, !isClosed else { return }
            to.finishWriting()
            isClosed = true
        }
    }

    private let proxy: ForwardProxy
    private var up: Direction
    private var down: Direction

    init(client: ForwardSocket, host: ForwardSocket, proxy: ForwardProxy) {
        self.proxy = proxy
        up = Direction(from: client, to: host)
        down = Direction(from: host, to: client)
    }

    /// Sends these bytes to the host first, and then takes so many more from the program; any number unless given.
    mutating func begin(with bytes: [UInt8], then more: Int?) {
        up.pending = bytes[...]
        up.left = more.map { max(0, $0) }
    }

    /// Returns when the host has ended and all of it was delivered, or the program has gone.
    mutating func run() throws(ForwardSocket.Fault) {
        while !down.isClosed {
            var polls = [
                Self.interest(up.from, reads: up.wantsRead, writes: !down.pending.isEmpty),
                Self.interest(down.from, reads: down.wantsRead, writes: !up.pending.isEmpty),
            ]
            try ForwardSocket.wait(for: &polls, at: proxy.limits.idle, stopping: proxy.stopping)
            try move(&up, readable: polls[0].revents, writable: polls[1].revents)
            try move(&down, readable: polls[1].revents, writable: polls[0].revents)
        }
    }

    private func move(_ direction: inout Direction, readable: Int16, writable: Int16) throws(ForwardSocket.Fault) {
        if direction.wantsRead, readable != 0 { try direction.read() }
        if !direction.pending.isEmpty, writable != 0 {
            guard proxy.count(try direction.write()) else { throw .broken }
        }
        direction.closeIfEnded()
    }

    /// A socket that nothing is wanted of is left out: its end would be told again and again.
    private static func interest(_ socket: ForwardSocket, reads: Bool, writes: Bool) -> pollfd {
        let events = (reads ? POLLIN : 0) | (writes ? POLLOUT : 0)
        return pollfd(fd: events == 0 ? -1 : socket.descriptor, events: Int16(events), revents: 0)
    }
}

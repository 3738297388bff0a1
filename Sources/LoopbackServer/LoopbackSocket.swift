internal import Glibc

/// Why a script can't go on; it ends the connection and is no failure of the test.
public enum LoopbackEnd: Error {
    /// The client closed the connection.
    case clientGone
    /// What the client sent isn't HTTP/1.1.
    case notHTTP
    /// The test is over.
    case serverStopped
}

/// A connected socket on a thread of its own, which blocks but never beyond the server's end.
struct LoopbackSocket {
    let descriptor: Int32
    /// Readable when the server ends.
    let stop: Int32

    /// Reads some bytes; none at the end of the stream.
    func read() throws -> [UInt8] {
        try wait(for: Int16(POLLIN))
        return try [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
            let result = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            guard result >= 0 else { throw LoopbackEnd.clientGone }
            count = result
        }
    }

    /// Writes all bytes, however long the client takes.
    func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            try wait(for: Int16(POLLOUT))
            rest = rest.dropFirst(try writeSome(rest))
        }
    }

    /// Writes until all is written, or nothing more is taken for a quarter of a second.
    ///
    /// - Returns: How many bytes were written.
    func writeUntilStalled(_ bytes: [UInt8]) throws -> Int {
        var rest = bytes[...]
        while !rest.isEmpty, try poll(Int16(POLLOUT), milliseconds: 250) {
            rest = rest.dropFirst(try writeSome(rest))
        }
        return bytes.count - rest.count
    }

    private func writeSome(_ bytes: ArraySlice<UInt8>) throws -> Int {
        let count = bytes.withUnsafeBytes {
            send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        }
        if count < 0, errno == EAGAIN { return 0 }
        guard count >= 0 else { throw LoopbackEnd.clientGone }
        return count
    }

    /// Waits until the client has gone.
    func waitForEnd() throws {
        while try !read().isEmpty {}
    }

    /// Waits until another descriptor is readable.
    func wait(forOther other: Int32) throws {
        var polled = [
            pollfd(fd: other, events: Int16(POLLIN), revents: 0), pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
        ]
        while Glibc.poll(&polled, nfds_t(polled.count), -1) < 0 {}
        guard polled[1].revents == 0 || polled[0].revents != 0 else { throw LoopbackEnd.serverStopped }
    }

    private func wait(for events: Int16) throws {
        _ = try poll(events, milliseconds: -1)
    }

    private func poll(_ events: Int16, milliseconds: Int32) throws -> Bool {
        var polled = [
            pollfd(fd: descriptor, events: events, revents: 0), pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
        ]
        while Glibc.poll(&polled, nfds_t(polled.count), milliseconds) < 0 {}
        guard polled[1].revents == 0 else { throw LoopbackEnd.serverStopped }
        return polled[0].revents != 0
    }

    /// Closes the connection with a reset in place of an orderly end.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    }
}

internal import Glibc

/// A number of tokens that threads wait for by descriptor: bytes in a pipe.
final class ForwardSignal: Sendable {
    let descriptor: Int32
    private let writing: Int32

    /// A signal with tokens to take, one at a time.
    init(tokens: Int = 0) throws(HTTPError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw HTTPError(.outOfResources, detail: "No descriptor is free.") }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (descriptor, writing) = (ends[0], ends[1])
        for _ in 0..<tokens { raise() }
    }

    deinit {
        close(descriptor)
        close(writing)
    }

    /// Adds a token.
    func raise() {
        var byte: UInt8 = 1
        _ = write(writing, &byte, 1)
    }

    /// Waits for a token and takes it; false when the other signal is raised.
    func take(unless other: ForwardSignal) -> Bool {
        var polls = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: other.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            guard poll(&polls, 2, -1) > 0 else { continue }
            guard polls[1].revents == 0 else { return false }
            var byte: UInt8 = 0
            if read(descriptor, &byte, 1) > 0 { return true }
        }
    }
}

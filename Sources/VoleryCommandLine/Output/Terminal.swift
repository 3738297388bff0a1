#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What can be written to a descriptor, and what is known of the terminal behind it.
struct Terminal: Sendable {
    let descriptor: Int32
    private let environment: [String: String]

    /// The terminal, file or pipe behind a descriptor.
    init(descriptor: Int32, environment: [String: String]) {
        self.descriptor = descriptor
        self.environment = environment
    }

    /// Whether people watch it.
    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Whether its cursor can be moved.
    var canRedraw: Bool { isTerminal && !isDumb }

    /// Whether colours are wanted: not with `NO_COLOR`, nor on a terminal that has none.
    var hasColour: Bool { canRedraw && environment["NO_COLOR", default: ""].isEmpty }

    private var isDumb: Bool { ["", "dumb"].contains(environment["TERM", default: ""]) }

    /// Its columns and rows now; 80 and 24 where that is not known.
    var size: (columns: Int, rows: Int) {
        var size = winsize()
        let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0
        return (
            isKnown && size.ws_col > 0 ? Int(size.ws_col) : 80,
            isKnown && size.ws_row > 0 ? Int(size.ws_row) : 24
        )
    }

    /// Writes everything; blocks while the reader is slow.
    ///
    /// - Parameter text: What to write.
    /// - Throws: `OutputClosed` if nobody reads any more, or nothing can be written.
    func write(_ text: String) throws(OutputClosed) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if errno == EAGAIN {
                var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = systemPoll(&poll, 1, -1)
            } else if errno != EINTR {
                throw OutputClosed(code: errno)
            }
        }
    }
}

/// An output that takes nothing any more.
struct OutputClosed: Error, CustomStringConvertible {
    /// The system's error number.
    let code: Int32

    /// The system's words for it.
    var description: String { String(cString: strerror(code)) }

    /// Whether its reader is gone, which is no fault.
    var isPipe: Bool { code == EPIPE }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
    Glibc.write(descriptor, bytes, count)
    #else
    Musl.write(descriptor, bytes, count)
    #endif
}

private func systemPoll(_ descriptors: inout pollfd, _ count: UInt, _ timeout: Int32) -> Int32 {
    poll(&descriptors, nfds_t(count), timeout)
}

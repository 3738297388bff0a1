internal import CCurl
internal import Glibc

/// Which sockets are ready: a thin wrapper of epoll.
struct SocketWatch: ~Copyable {
    /// A socket that is ready, and for what, in libcurl's terms.
    struct Ready {
        var socket: Int32
        var events: Int32
    }

    private let epoll: Int32
    private var events = [epoll_event](repeating: epoll_event(), count: 256)

    /// Watches nothing but a descriptor for wake-ups, which is reported each time that it is written to.
    init(wakeUp: Int32) throws(HTTPError) {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard epoll >= 0, control(EPOLL_CTL_ADD, wakeUp, EPOLLIN.rawValue | EPOLLET.rawValue) else {
            throw HTTPError(.outOfResources, detail: "There are no free descriptors.")
        }
    }

    deinit {
        close(epoll)
    }

    /// Watches a socket for what libcurl wants of it, or no longer.
    func watch(_ socket: Int32, for interest: Int32) {
        let wanted: UInt32? =
            switch interest {
            case CURL_POLL_IN: EPOLLIN.rawValue
            case CURL_POLL_OUT: EPOLLOUT.rawValue
            case CURL_POLL_INOUT: EPOLLIN.rawValue | EPOLLOUT.rawValue
            case CURL_POLL_REMOVE: nil
            default: 0
            }
        guard let wanted else { return _ = control(EPOLL_CTL_DEL, socket, 0) }
        // Most sockets that libcurl names are known; one that was closed and opened again under its number isn't.
        _ = control(EPOLL_CTL_MOD, socket, wanted) || control(EPOLL_CTL_ADD, socket, wanted)
    }

    private func control(_ operation: Int32, _ socket: Int32, _ wanted: UInt32) -> Bool {
        var event = epoll_event(events: wanted, data: epoll_data_t(fd: socket))
        return epoll_ctl(epoll, operation, socket, &event) == 0
    }

    /// Waits until a socket is ready, or for some milliseconds; -1 stands for ever.
    mutating func wait(milliseconds: Int32) -> [Ready] {
        let count = epoll_wait(epoll, &events, Int32(events.count), milliseconds)
        guard count > 0 else { return [] }
        return events.prefix(Int(count)).map { Ready(socket: $0.data.fd, events: Self.translate($0.events)) }
    }

    private static func translate(_ events: UInt32) -> Int32 {
        var result: Int32 = 0
        if events & (EPOLLIN.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 { result |= CURL_CSELECT_IN }
        if events & EPOLLOUT.rawValue != 0 { result |= CURL_CSELECT_OUT }
        if events & EPOLLERR.rawValue != 0 { result |= CURL_CSELECT_ERR }
        return result
    }
}

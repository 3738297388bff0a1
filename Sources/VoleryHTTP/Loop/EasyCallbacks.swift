internal import CCurl
internal import Glibc

/// What libcurl calls for one transfer, on the loop's thread.
enum EasyCallbacks {
    static let header: curl_write_callback = { bytes, size, count, context in
        guard let active = active(context) else { return 0 }
        let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return active.take(headerLine: line) ? line.count : 0
    }

    static let body: curl_write_callback = { bytes, size, count, context in
        guard let active = active(context) else { return 0 }
        let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
        switch active.take(part) {
        case .all: return part.count
        case .later: return Int(CURL_WRITEFUNC_PAUSE)
        case .tooMuch: return 0
        }
    }

    /// Called with each address before it is connected to.
    static let openSocket: curl_opensocket_callback = { context, _, target in
        guard let active = active(context), let target else { return CURL_SOCKET_BAD }
        let socket = target.pointee
        let endpoint = withUnsafePointer(to: &target.pointee.addr) { ($0, IPAddress($0)) }
        guard let address = endpoint.1 else { return CURL_SOCKET_BAD }
        guard active.request.addresses.allows(address, port: port(of: endpoint.0)) else {
            active.refused = address
            return CURL_SOCKET_BAD
        }
        active.triedToConnect = true
        return Glibc.socket(socket.family, socket.socktype | Int32(SOCK_CLOEXEC.rawValue), socket.protocol)
    }

    /// Called when there is a connection, be it new or one that was left open, before the request goes out on it.
    static let beforeRequest: curl_prereq_callback = { context, text, _, port, _ in
        guard let active = active(context), let text else { return CURL_PREREQFUNC_ABORT }
        active.loop.hasConnection(active)
        guard let address = IPAddress(String(cString: text)) else { return CURL_PREREQFUNC_ABORT }
        guard active.request.addresses.allows(address, port: Int(port)) else {
            active.refused = address
            return CURL_PREREQFUNC_ABORT
        }
        return CURL_PREREQFUNC_OK
    }

    private static func active(_ context: UnsafeMutableRawPointer?) -> ActiveTransfer? {
        context.map { Unmanaged<ActiveTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The port of an address of version 4 or 6, which stands at the same place in both.
    private static func port(of address: UnsafePointer<sockaddr>) -> Int {
        Int(UInt16(bigEndian: UnsafeRawPointer(address).load(as: sockaddr_in.self).sin_port))
    }
}

import Glibc

/// Runs a test beside a port that listens, but where connections are neither taken nor refused any more.
func withFullListener(_ body: (_ port: Int) async throws -> Void) async throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    var fillers: [Int32] = []
    withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
            _ = bind(listener, name, length)
            _ = listen(listener, 0)
            _ = getsockname(listener, name, &length)
            for _ in 0..<4 {
                let filler = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
                _ = connect(filler, name, length)
                fillers.append(filler)
            }
        }
    }
    defer { for one in fillers + [listener] { close(one) } }
    try await body(Int(UInt16(bigEndian: address.sin_port)))
}

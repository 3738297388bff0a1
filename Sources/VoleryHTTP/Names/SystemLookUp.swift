internal import CCurl
internal import Glibc

extension NameResolver {
    /// Looks a name up as the system is set up to: its hosts file, its name servers.
    static let system: LookUp = { name in
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(name, nil, &hints, &list)
        guard code == 0 else {
            return .failure(HTTPError(.couldNotResolve, at: name, detail: explanation(code)))
        }
        defer { freeaddrinfo(list) }
        let all = sequence(first: list) { $0?.pointee.ai_next }.prefix { $0 != nil }
        return .success(all.compactMap { $0?.pointee.ai_addr.flatMap { IPAddress($0) } })
    }

    private static func explanation(_ code: Int32) -> String {
        switch code {
        case EAI_NONAME: "There is no such name; check its spelling."
        case EAI_AGAIN: "The name server didn't answer; check the network."
        default: "\(String(cString: gai_strerror(code)))."
        }
    }
}

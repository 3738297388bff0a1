/// One connection of a program to its proxy, from its request to its end, on a thread of its own.
struct ForwardedConnection {
    let client: ForwardSocket
    let proxy: ForwardProxy

    private static let longestHead = 32 << 10
    private static let mostAddresses = 8

    func run() {
        do {
            let (request, rest) = try readRequest()
            let host = try connect(request)
            try serve(request, rest, by: host)
        } catch let fault as ForwardRequest.Fault {
            refuse(fault)
        } catch {
            // The program, the host or the proxy has ended it; there is nobody to tell.
        }
    }

    /// Reads the head, and what came with it of what follows.
    private func readRequest() throws -> (ForwardRequest, rest: [UInt8]) {
        var bytes: [UInt8] = []
        while true {
            let added = try client.read(within: proxy.limits.start)
            guard !added.isEmpty else { throw ForwardSocket.Fault.broken }
            let from = max(0, bytes.count - 3)
            bytes += added
            if let end = Self.endOfHead(bytes, from: from) {
                return (try ForwardRequest(bytes[..<end]), Array(bytes[(end + 4)...]))
            }
            guard bytes.count <= Self.longestHead else {
                throw ForwardRequest.Fault(status: 431, message: "the request's head is too long")
            }
        }
    }

    private static func endOfHead(_ bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= 4 else { return nil }
        return (start...(bytes.count - 4)).first { bytes[$0..<($0 + 4)].elementsEqual([0x0d, 0x0a, 0x0d, 0x0a]) }
    }

    /// Sends the answer to what can't be served, and takes what is still coming, so that the answer arrives.
    private func refuse(_ fault: ForwardRequest.Fault) {
        let body = Array((fault.message + "\n").utf8)
        let head = """
            HTTP/1.1 \(fault.status) Refused\r\nContent-Type: text/plain; charset=utf-8\r\n\
            Content-Length: \(body.count)\r\nConnection: close\r\n\r\n
            """
        try? client.write(Array(head.utf8) + body, within: proxy.limits.start)
        client.finishWriting()
        for _ in 0..<16 {
            guard let more = try? client.read(within: .seconds(1)), !more.isEmpty else { return }
        }
    }

    // MARK: The host

    private func connect(_ request: ForwardRequest) throws -> ForwardSocket {
        let policy: AddressPolicy
        switch proxy.decide(request.host, request.port) {
        case .allowed(let allowed): policy = allowed
        case .refused(let reason): throw try failed(request, 403, reason)
        }
        let addresses = try addresses(of: request)
        let allowed = addresses.filter { policy.allows($0, port: request.port) }
        guard !allowed.isEmpty else {
            let found = addresses.prefix(3).map(\.description).joined(separator: ", ")
            throw try failed(request, 403, "\(request.host) leads to \(found), which may not be reached")
        }
        for address in allowed.prefix(Self.mostAddresses) {
            do throws(ForwardSocket.Fault) {
                let host = try ForwardSocket.connected(
                    to: address,
                    port: request.port,
                    within: proxy.limits.start,
                    stopping: proxy.stopping
                )
                try proxy.note(ForwardProxy.Use(host: request.host, port: request.port))
                return host
            } catch .stopped {
                throw ForwardSocket.Fault.stopped
            } catch {
                continue
            }
        }
        throw try failed(request, 502, "\(request.host) does not answer at port \(request.port)")
    }

    private func addresses(of request: ForwardRequest) throws -> [IPAddress] {
        if let address = IPAddress(request.host) { return [address] }
        guard case .success(let found) = proxy.lookUp(request.host), !found.isEmpty else {
            throw try failed(request, 502, "the name \(request.host) is not known")
        }
        return found
    }

    private func failed(
        _ request: ForwardRequest,
        _ status: Int,
        _ reason: String
    ) throws(ForwardSocket.Fault) -> ForwardRequest.Fault {
        try proxy.note(ForwardProxy.Use(host: request.host, port: request.port, failure: reason))
        return ForwardRequest.Fault(status: status, message: reason)
    }

    // MARK: The exchange

    private func serve(_ request: ForwardRequest, _ rest: [UInt8], by host: ForwardSocket) throws {
        var relay = ForwardRelay(client: client, host: host, proxy: proxy)
        if let head = request.head {
            relay.begin(with: head + rest.prefix(request.bodyLength), then: request.bodyLength - rest.count)
        } else {
            try client.write(Array("HTTP/1.1 200 Connection established\r\n\r\n".utf8), within: proxy.limits.start)
            relay.begin(with: rest, then: nil)
        }
        try relay.run()
    }
}

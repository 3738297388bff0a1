internal import CCurl

extension TransferLoop {
    /// Takes a request on.
    func start(_ transfer: Transfer, _ request: HTTPRequest) {
        guard let one = ActiveTransfer(transfer, request, loop: self, now: now) else {
            _ = transfer.deliver(.init(end: .failed(HTTPError(.outOfResources, at: transfer.server))))
            return
        }
        active[transfer.id] = one
        if multiplexing.contains(transfer.server) || admission.admits(transfer.id) {
            find(one)
        } else {
            lookAtClock(one)
        }
    }

    /// Finds the address of a transfer's server.
    private func find(_ one: ActiveTransfer) {
        one.stage = .resolving
        one.clock.connect(at: now)
        guard let name = one.nameToLookUp else { return begin(one, nil) }
        switch names.ask(name, for: one.transfer.id, at: now) {
        case .known(let addresses): begin(one, addresses)
        case .later(let startsLookUp):
            lookAtClock(one)
            if startsLookUp { resolver.start(name) }
        }
    }

    /// Goes on with those that waited for a name.
    func resolved(_ name: String, _ result: Result<[IPAddress], HTTPError>) {
        for id in names.learn(name, try? result.get(), at: now) {
            guard let one = active[id] else { continue }
            switch result {
            case .success(let addresses): begin(one, addresses)
            case .failure(let error): end(one, .failed(one.error(error.code, error.detail)))
            }
        }
    }

    /// Hands a transfer to libcurl.
    private func begin(_ one: ActiveTransfer, _ addresses: [IPAddress]?) {
        if let addresses, addresses.isEmpty {
            return end(one, .failed(one.error(.couldNotResolve, "The name has no address.")))
        }
        one.setOptions(addresses: addresses, configuration)
        guard curl_multi_add_handle(multi, one.easy) == CURLM_OK else {
            return end(one, .failed(HTTPError(.outOfResources, at: one.transfer.server)))
        }
        one.stage = .running
        lookAtClock(one)
    }

    /// Ends a transfer that nobody waits for any more.
    func stop(_ id: Int) {
        guard let one = active[id] else { return }
        end(one, .failed(HTTPError(.responseGone)))
    }

    /// Takes a transfer from libcurl and tells its reader; whoever waits for its place begins later in this round.
    func end(_ one: ActiveTransfer, _ end: Transfer.Machine.End) {
        let id = one.transfer.id
        guard active.removeValue(forKey: id) != nil else { return }
        if one.stage == .running {
            curl_multi_remove_handle(multi, one.easy)
        }
        if one.isHTTP2 {
            remember(one.transfer.server)
        }
        if let name = one.nameToLookUp, case .failed(let error as HTTPError) = end, error.isFailureToConnect {
            names.forget(name)
        }
        admission.leave(id, wasWaiting: one.stage == .queued)
        one.flush(end)
    }

    /// Lets those begin that there is room for now; some may end at once and make room for others.
    func admitWaiting() {
        while let next = admission.next() {
            guard let one = active[next] else { continue }
            find(one)
        }
    }

    private func remember(_ server: String) {
        if multiplexing.count >= 1024 { multiplexing = [] }
        multiplexing.insert(server)
    }
}

extension ActiveTransfer {
    /// What is connected to: the proxy if there is one, or else the server.
    var nextHop: (host: String, port: Int) {
        proxy.map { ($0.host, $0.port) } ?? (request.url.host, request.url.port)
    }

    /// The name whose address is to be found; nothing for an address, and for this machine's own name, which libcurl
    /// knows.
    fileprivate var nameToLookUp: String? {
        let host = nextHop.host
        let isAddress = IPAddress(host) != nil || host.utf8.contains(UInt8(ascii: ":"))
        let isThisMachine = host == "localhost" || host.hasSuffix(".localhost")
        return isAddress || isThisMachine ? nil : host
    }
}

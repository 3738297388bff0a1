internal import CCurl
internal import HeapModule

/// A time at which the loop looks at a transfer's clock.
struct Look: Comparable {
    var time: ContinuousClock.Instant
    var id: Int

    static func < (lhs: Look, rhs: Look) -> Bool {
        (lhs.time, lhs.id) < (rhs.time, rhs.id)
    }
}

extension TransferLoop {
    /// Looks at all clocks whose time has come.
    func lookAtClocks() {
        while let next = looks.min, next.time <= now {
            looks.removeMin()
            guard let one = active[next.id], one.nextLook == next.time else { continue }
            one.nextLook = nil
            lookAtClock(one)
        }
    }

    /// Ends a transfer whose time is over, or notes when to look again.
    func lookAtClock(_ one: ActiveTransfer) {
        let verdict = one.clock.look(at: now, readerSince: one.transfer.waitingSince, bytesSent: one.bytesSent)
        switch verdict {
        case .expired(let code): end(one, .failed(one.error(code)))
        case .look(at: nil): break
        case .look(at: let time?):
            // A look that comes too early does no harm: it finds the time to look again.
            if let planned = one.nextLook, planned <= time { return }
            one.nextLook = time
            looks.insert(Look(time: time, id: one.transfer.id))
            dropOldLooks()
        }
    }

    /// A transfer has its connection: now the time counts in which nothing comes.
    ///
    /// Called by libcurl, which is in the midst of the transfer: it must not end here, so its clock is looked at when
    /// libcurl has returned.
    func hasConnection(_ one: ActiveTransfer) {
        one.clock.ask(at: now)
        one.nextLook = now
        looks.insert(Look(time: now, id: one.transfer.id))
    }

    /// Looks of transfers that have ended stay behind; far off, they would pile up.
    private func dropOldLooks() {
        guard looks.count > 4 * active.count + 1024 else { return }
        looks = Heap(active.values.compactMap { one in one.nextLook.map { Look(time: $0, id: one.transfer.id) } })
    }
}

extension ActiveTransfer {
    /// How much of the request's body has gone out.
    fileprivate var bytesSent: Int {
        guard request.body != nil, stage == .running else { return 0 }
        var count: curl_off_t = 0
        easy_get_offset(easy, CURLINFO_SIZE_UPLOAD_T, &count)
        return Int(count)
    }
}

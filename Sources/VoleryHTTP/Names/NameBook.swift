/// What is known of names and their addresses, and who waits for which name, so that each is looked up once at a time.
struct NameBook {
    typealias Instant = ContinuousClock.Instant

    enum Answer: Equatable {
        /// The addresses are known.
        case known([IPAddress])
        /// They will be; the asker is told then. The first one has to start the look-up.
        case later(startsLookUp: Bool)
    }

    private struct Entry {
        var addresses: [IPAddress]
        var until: Instant
    }

    /// How long an answer counts: what libcurl takes by default.
    private static let lifetime = Duration.seconds(60)
    private static let capacity = 1024

    private var entries: [String: Entry] = [:]
    private var waiting: [String: [Int]] = [:]

    /// Asks for a name on behalf of a transfer.
    mutating func ask(_ name: String, for id: Int, at now: Instant) -> Answer {
        if let entry = entries[name], entry.until > now {
            return .known(entry.addresses)
        }
        waiting[name, default: []].append(id)
        return .later(startsLookUp: waiting[name]?.count == 1)
    }

    /// Takes the result of a look-up, and says who waited for it.
    mutating func learn(_ name: String, _ addresses: [IPAddress]?, at now: Instant) -> [Int] {
        if let addresses, !addresses.isEmpty {
            if entries.count >= Self.capacity {
                entries = entries.filter { $0.value.until > now }
            }
            if entries.count >= Self.capacity {
                entries = [:]
            }
            entries[name] = Entry(addresses: addresses, until: now + Self.lifetime)
        }
        return waiting.removeValue(forKey: name) ?? []
    }

    /// Forgets a name's addresses, after none of them could be reached.
    mutating func forget(_ name: String) {
        entries[name] = nil
    }
}

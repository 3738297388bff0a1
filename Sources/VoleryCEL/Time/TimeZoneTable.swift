import Synchronization

/// When and by how much a place's clocks differ from UTC.
struct TimeZoneTable: Sendable {
    /// The times from which an offset holds, in order.
    let transitions: [Int64]
    /// The offset from each transition on, in seconds.
    let offsets: [Int64]
    /// The offset before the first transition.
    let firstOffset: Int64
    /// What holds after the last transition.
    let rule: TimeZoneRule?

    /// A place with one offset at all times.
    init(offset: Int64) {
        transitions = []
        offsets = []
        firstOffset = offset
        rule = nil
    }

    init(transitions: [Int64], offsets: [Int64], firstOffset: Int64, rule: TimeZoneRule?) {
        self.transitions = transitions
        self.offsets = offsets
        self.firstOffset = firstOffset
        self.rule = rule
    }

    /// The seconds that clocks are ahead of UTC at a time, given in seconds since 1970.
    func offset(at time: Int64) -> Int64 {
        guard let last = transitions.last else { return rule?.offset(at: time) ?? firstOffset }
        if time >= last { return rule?.offset(at: time) ?? offsets[offsets.count - 1] }
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= time { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? firstOffset : offsets[low - 1]
    }
}

// MARK: - Finding one by its name

extension TimeZoneTable {
    private static let known = Mutex<[String: TimeZoneTable]>([:])

    /// The zone of a name such as `Europe/Berlin`, `UTC` or `+01:00`; nil if there is none.
    static func zone(named name: String) -> TimeZoneTable? {
        guard name.utf8.count < 64 else { return nil }
        if name == "UTC" || name == "Z" { return TimeZoneTable(offset: 0) }
        if name.contains(":") { return fixed(name).map(TimeZoneTable.init(offset:)) }
        if let zone = known.withLock({ $0[name] }) { return zone }
        guard isName(name), let file = TimeZoneFile.read(name), let zone = TimeZoneFile.table(file) else { return nil }
        known.withLock { $0[name] = zone }
        return zone
    }

    /// Whether a name stays inside of the folder of zones.
    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, first.isNameStart else { return false }
        return name.utf8.allSatisfy {
            $0.isNamePart || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-")
        }
    }

    /// The seconds of an offset written `+HH:MM`, `-HH:MM` or `HH:MM`.
    private static func fixed(_ name: String) -> Int64? {
        let isBehind = name.hasPrefix("-")
        let digits = isBehind || name.hasPrefix("+") ? name.dropFirst() : name[...]
        let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(\.isDigit) }),
            let hours = Int64(parts[0]), let minutes = Int64(parts[1]), hours < 24, minutes < 60
        else { return nil }
        return (isBehind ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}

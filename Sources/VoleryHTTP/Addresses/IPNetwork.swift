/// A range of addresses, such as `10.0.0.0/8`.
struct IPNetwork: Sendable, Hashable {
    private let address: IPAddress
    private let length: Int

    /// Reads a network or a single address, of version 6 also in brackets.
    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let isBracketed = parts[0].hasPrefix("[") && parts[0].hasSuffix("]")
        guard let address = IPAddress(String(isBracketed ? parts[0].dropFirst().dropLast() : parts[0])) else {
            return nil
        }
        let width = address.isVersion6 ? 128 : 32
        let length = parts.count == 1 ? width : Int(parts[1]) ?? -1
        guard (0...width).contains(length) else { return nil }
        self.address = address
        self.length = length
    }

    /// Whether an address lies in it.
    func contains(_ other: IPAddress) -> Bool {
        switch (address.number, other.number) {
        case (.v4(let mine), .v4(let others)): (mine ^ others) >> (32 - length) == 0
        case (.v6(let high, let low), .v6(let otherHigh, let otherLow)):
            (high ^ otherHigh) >> max(0, 64 - length) == 0 && (low ^ otherLow) >> min(64, 128 - length) == 0
        default: false
        }
    }
}

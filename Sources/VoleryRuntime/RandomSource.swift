internal import VoleryCore

/// Where a runtime gets chance from: from one seed and the place where it is needed, never from the order of events,
/// so that a run with the same seed makes the same choices.
public struct RandomSource: Sendable, Hashable {
    /// What all choices follow from.
    public var seed: UInt64

    /// A source with a seed; a new one each time unless given.
    public init(seed: UInt64 = .random(in: 0 ... .max)) {
        self.seed = seed
    }

    /// A number from 0 to just under 1 for an address.
    func unit(at address: Address) -> Double {
        var state = address.text.utf8.reduce(seed ^ 0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        state = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
        state = (state ^ (state >> 27)) &* 0x94d0_49bb_1331_11eb
        return Double((state ^ (state >> 31)) >> 11) / Double(1 << 53)
    }
}

/// A hash that is the same in every process and on every machine (FNV-1a, 64 bits, and a mix of its bits).
///
/// It spreads evenly and keeps nothing secret.
enum StableHash {
    /// The hash of some texts in their order.
    static func of(_ texts: String..., seed: UInt64 = 0) -> UInt64 {
        var state: UInt64 = 0xcbf2_9ce4_8422_2325 ^ seed
        for text in texts {
            for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
            state = (state ^ 0xFF) &* 0x100_0000_01b3
        }
        state = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
        state = (state ^ (state >> 27)) &* 0x94d0_49bb_1331_11eb
        return state ^ (state >> 31)
    }
}

extension IPAddress {
    /// Whether the address belongs to the public internet, so that a request to it can't reach what only this machine,
    /// its network or its cloud may reach.
    ///
    /// Follows the IANA special-purpose registries (RFC 6890 and its updates), and counts 168.63.129.16, Azure's
    /// metadata service behind a public address, as not public. An address that carries one of version 4 within (mapped,
    /// compatible, 6to4, NAT64, ISATAP) is at most as public as that.
    public var isPublic: Bool {
        switch number {
        case .v4(let bits): Self.isPublic(bits)
        case .v6(let high, let low): Self.isPublic(high, low)
        }
    }

    /// Whether the address belongs to a private network, as organisations have them: RFC 1918 and RFC 4193.
    public var isPrivateNetwork: Bool {
        switch number {
        case .v4(let bits): bits >> 24 == 10 || bits >> 20 == 0xac1 || bits >> 16 == 0xc0a8
        case .v6(let high, _): high >> 57 == 0x7e
        }
    }

    /// Whether the address is one by which a machine reaches itself: 127.0.0.0/8 and ::1.
    public var isThisMachine: Bool {
        switch number {
        case .v4(let bits): bits >> 24 == 127
        case .v6(let high, let low): high == 0 && low == 1
        }
    }

    private static func isPublic(_ bits: UInt32) -> Bool {
        bits != azureMetadata && !notPublic.contains { bits & $0.mask == $0.prefix }
    }

    private static func isPublic(_ high: UInt64, _ low: UInt64) -> Bool {
        let isSiteAutomatic = low >> 32 & 0xfdff_ffff == 0x5efe
        if isSiteAutomatic, !isPublic(UInt32(truncatingIfNeeded: low)) {
            return false
        }
        if let inner = embedded(high, low) {
            return isPublic(inner)
        }
        let isGlobalUnicast = high >> 61 == 0b001
        let isProtocolAssignment = high >> 41 == 0x2001_0000 >> 9
        let isDocumentation = high >> 32 == 0x2001_0db8 || high >> 44 == 0x3fff0
        return isGlobalUnicast && !isProtocolAssignment && !isDocumentation
    }

    /// The address of version 4 that one of version 6 leads to, for those that do.
    private static func embedded(_ high: UInt64, _ low: UInt64) -> UInt32? {
        let lowest = UInt32(truncatingIfNeeded: low)
        let isMapped = high == 0 && low >> 32 == 0xffff
        let isCompatible = high == 0 && low >> 32 == 0
        let isTranslated = high == 0 && low >> 32 == 0xffff_0000 || high == 0x64_ff9b_0000_0000 && low >> 32 == 0
        if isMapped || isCompatible || isTranslated {
            return lowest
        }
        let is6to4 = high >> 48 == 0x2002
        return is6to4 ? UInt32(truncatingIfNeeded: high >> 16) : nil
    }

    private static let azureMetadata: UInt32 = 0xa83f_8110

    private static let notPublic: [(prefix: UInt32, mask: UInt32)] = [
        (0x0000_0000, 8), (0x0a00_0000, 8), (0x6440_0000, 10), (0x7f00_0000, 8), (0xa9fe_0000, 16),
        (0xac10_0000, 12), (0xc000_0000, 24), (0xc000_0200, 24), (0xc058_6300, 24), (0xc0a8_0000, 16),
        (0xc612_0000, 15), (0xc633_6400, 24), (0xcb00_7100, 24), (0xe000_0000, 4), (0xf000_0000, 4),
    ].map { prefix, length in (prefix, ~UInt32(0) << (32 - length)) }
}

internal import Glibc

/// An IP address, version 4 or 6, without a port.
public struct IPAddress: Sendable, Hashable {
    /// The address's number, by version.
    enum Number: Sendable, Hashable {
        case v4(UInt32)
        case v6(high: UInt64, low: UInt64)
    }

    let number: Number

    init(_ number: Number) {
        self.number = number
    }

    /// The address that a text such as `192.0.2.7` or `2001:db8::1` stands for, or nothing if it is no plain address.
    ///
    /// Decimal, octal and short forms of version 4 aren't read; ``WebURL`` turns those into plain ones.
    public init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self.init(.v4(UInt32(bigEndian: four.s_addr)))
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            self.init(six)
        } else {
            return nil
        }
    }

    /// The address inside a socket address, or nothing if that is of another family.
    init?(_ address: UnsafePointer<sockaddr>) {
        let bytes = UnsafeRawPointer(address)
        switch Int32(address.pointee.sa_family) {
        case AF_INET: self.init(.v4(UInt32(bigEndian: bytes.load(as: sockaddr_in.self).sin_addr.s_addr)))
        case AF_INET6: self.init(bytes.load(as: sockaddr_in6.self).sin6_addr)
        default: return nil
        }
    }

    private init(_ address: in6_addr) {
        number = withUnsafeBytes(of: address) { bytes in
            .v6(
                high: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }
}

extension IPAddress: CustomStringConvertible {
    /// The address in its usual form.
    public var description: String {
        switch number {
        case .v4(let bits): Self.text(AF_INET, bits.bigEndian)
        case .v6(let high, let low): Self.text(AF_INET6, (high.bigEndian, low.bigEndian))
        }
    }

    private static func text<Bits>(_ family: Int32, _ bits: Bits) -> String {
        withUnsafeBytes(of: bits) { bits in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
                guard let start = text.baseAddress, let source = bits.baseAddress else { return "?" }
                start.initialize(to: 0)
                inet_ntop(family, source, start, socklen_t(text.count))
                return String(cString: start)
            }
        }
    }
}

extension IPAddress {
    /// Whether it is an address of version 6.
    var isVersion6: Bool {
        if case .v6 = number { true } else { false }
    }
}

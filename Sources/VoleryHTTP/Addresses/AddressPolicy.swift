/// Which addresses a request may connect to.
///
/// It is asked with the address that is about to be connected, after the name was looked up, for every address that is
/// tried, and again before a request goes out on a connection that an earlier one left open. So neither a name that
/// points inside, nor one whose answer changes between two look-ups, gets around it.
public struct AddressPolicy: Sendable {
    private let decision: @Sendable (IPAddress, Int) -> Bool

    /// A policy that decides by address and port.
    ///
    /// - Parameter allows: Called on the client's own thread, which serves all transfers: it must answer at once.
    public init(_ allows: @escaping @Sendable (_ address: IPAddress, _ port: Int) -> Bool) {
        decision = allows
    }

    /// Every address, this machine's own included: for addresses that the user chose, not a model.
    public static let any = AddressPolicy { _, _ in true }

    /// Addresses of the public internet alone, see ``IPAddress/isPublic``.
    public static let publicOnly = AddressPolicy { address, _ in address.isPublic }

    /// Whether a connection to a port of an address is allowed.
    public func allows(_ address: IPAddress, port: Int) -> Bool {
        decision(address, port)
    }
}

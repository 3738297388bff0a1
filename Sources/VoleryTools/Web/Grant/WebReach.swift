internal import VoleryHTTP

/// What holds for every fetch, whatever its grant says: only what the public web is served at.
struct WebReach: Sendable {
    /// The addresses that may be connected to.
    var addresses: AddressPolicy
    /// The ports that may be; others belong to services that aren't the web.
    var ports: Set<Int>?
    /// The most time without a byte.
    var idle: Duration
    /// Whether sites are asked what programs may fetch of them.
    var respectsRobots = true

    /// The public web.
    static let publicWeb = WebReach(addresses: .publicOnly, ports: [80, 443, 8_080, 8_443], idle: .seconds(10))

    /// Whether a URL names a port of the web.
    func allows(_ url: WebURL) -> Bool {
        ports?.contains(url.port) ?? true
    }
}

extension HTTPClient {
    /// What holds for all requests of a client.
    public struct Configuration: Sendable {
        /// The most connections at once; further requests wait for their turn.
        ///
        /// Three quarters of the process's descriptors are taken at most. The soft limit on those is raised to the hard
        /// one when the first client starts.
        public var maximumConnections: Int
        /// A file of certificates (PEM) to trust in place of the system's.
        public var certificateAuthorities: String?
        /// Which proxies there are.
        var proxies = ProxySettings.environment

        /// A configuration for up to 16,384 connections that trusts what the system trusts.
        public init(maximumConnections: Int = 16_384, certificateAuthorities: String? = nil) {
            self.maximumConnections = maximumConnections
            self.certificateAuthorities = certificateAuthorities
        }
    }
}

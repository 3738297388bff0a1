internal import Glibc

/// How many descriptors this process may have.
enum DescriptorLimit {
    /// Raises the soft limit to the hard one, once: the usual 1,024 is for programs that use `select`.
    private static let raised: Int = {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
        let before = limit.rlim_cur
        limit.rlim_cur = limit.rlim_max
        let isRaised = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
        return Int(clamping: isRaised ? limit.rlim_max : before)
    }()

    /// How many connections a client may have: as wished, or three quarters of the descriptors if that is less.
    static func connections(atMost wish: Int) -> Int {
        max(1, min(wish, raised / 4 * 3))
    }
}

import Glibc

/// What becomes of a system call (`SECCOMP_RET_*`).
struct FilterVerdict: Equatable, Sendable {
    var rawValue: UInt32

    static let allow = Self(rawValue: 0x7fff_0000)
    static let killProcess = Self(rawValue: 0x8000_0000)

    /// The call isn't made, and fails with this error.
    static func fail(_ error: Int32) -> Self { Self(rawValue: 0x0005_0000 | UInt32(error)) }

    /// Not permitted.
    static let refuse = fail(EPERM)
    /// Looks as if the kernel didn't know the call, so that libraries fall back to an older one.
    static let pretendMissing = fail(ENOSYS)
}

/// A processor that the filter knows the system-call numbers of.
enum Architecture: CaseIterable, Sendable {
    case x86_64
    case aarch64

    /// The one that this program was compiled for, if the filter knows it.
    static var current: Architecture? {
        #if arch(x86_64)
        return .x86_64
        #elseif arch(arm64)
        return .aarch64
        #else
        return nil
        #endif
    }

    /// `AUDIT_ARCH_*`, by which the kernel says what a call's number means.
    var auditNumber: UInt32 {
        switch self {
        case .x86_64: 0xc000_003e
        case .aarch64: 0xc000_00b7
        }
    }

    /// Numbers from here on belong to another calling convention (x32), with another table.
    var firstForeignNumber: UInt32? {
        switch self {
        case .x86_64: 0x4000_0000
        case .aarch64: nil
        }
    }
}

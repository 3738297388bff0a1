/// How `openat2(2)` walks a path (`RESOLVE_*`).
enum ResolveFlags {
    /// No links of `/proc`, which lead anywhere.
    static let noMagicLinks: UInt64 = 0x02
    /// No symbolic links at all.
    static let noLinks: UInt64 = 0x04
    /// Never above the folder that the walk starts in, at any moment of it.
    static let beneath: UInt64 = 0x08
}

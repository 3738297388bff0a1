import Glibc

/// What there is on this machine of the things that the profile shows or hides; looked at once.
struct HostLayout: Equatable, Sendable {
    /// A name in `/` that programs are reached by.
    enum RootEntry: Equatable, Sendable {
        case folder(String)
        case link(String, target: String)
    }

    var rootEntries: [RootEntry]
    /// Files of `/proc` that tell of the machine or act on it, and that a user without rights may open.
    var secretProcessFiles: [String]
    /// Folders of the same kind.
    var secretProcessFolders: [String]

    static let current = HostLayout(
        rootEntries: ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"].compactMap(rootEntry),
        secretProcessFiles: [
            "kcore", "keys", "key-users", "timer_list", "vmallocinfo", "slabinfo", "kpageflags", "kpagecount",
            "kpagecgroup",
            "sched_debug", "latency_stats", "config.gz", "kallsyms", "kmsg", "iomem", "ioports", "sysrq-trigger",
        ].map { "/proc/" + $0 }.filter { kind(of: $0) == S_IFREG && isOpenToAll($0) },
        secretProcessFolders: ["pressure", "acpi", "scsi", "asound", "fs", "driver"]
            .map { "/proc/" + $0 }.filter { kind(of: $0) == S_IFDIR }
    )

    static let usualSearchPath = "/usr/bin:/bin:/usr/local/bin:/run/current-system/sw/bin"

    /// A program of this machine, in the first of the absolute folders that has it.
    static func find(program name: String, searchPath: String?) -> String? {
        (searchPath ?? usualSearchPath).split(separator: ":").lazy
            .filter { $0.hasPrefix("/") }
            .map { "\($0)/\(name)" }
            .first { access($0, X_OK) == 0 && kind(of: $0, followingLinks: true) == S_IFREG }
    }

    private static func rootEntry(_ path: String) -> RootEntry? {
        switch kind(of: path) {
        case S_IFDIR: .folder(path)
        case S_IFLNK: target(ofLink: path).map { .link(path, target: $0) }
        default: nil
        }
    }

    /// Whether a user without rights may open it.
    ///
    /// Each mount costs a command a tenth of a millisecond, so what root alone may open is left as it is.
    private static func isOpenToAll(_ path: String) -> Bool {
        var found = stat()
        return stat(path, &found) != 0 || found.st_uid != 0 || found.st_mode & 0o077 != 0
    }

    private static func kind(of path: String, followingLinks: Bool = false) -> mode_t? {
        var found = stat()
        let result = followingLinks ? stat(path, &found) : lstat(path, &found)
        return result == 0 ? found.st_mode & S_IFMT : nil
    }

    private static func target(ofLink path: String) -> String? {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(PATH_MAX)) { buffer in
            let count = buffer.withMemoryRebound(to: CChar.self) { characters in
                characters.baseAddress.map { readlink(path, $0, characters.count) } ?? -1
            }
            return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
        }
    }
}

internal import VoleryCore
internal import VolerySandbox

/// Visits the files below a folder that a grant allows, in the order of their paths: hidden ones and what `.gitignore`
/// files leave out are passed over.
struct FileWalk: Sendable {
    let grant: FileGrant
    let folder: String

    /// How far a walk goes.
    private static let limits = WalkLimits()

    /// Visits each file.
    ///
    /// - Parameter visit: Gets the path relative to the root, and the entry.
    /// - Throws: `ToolFailure` when the folder can't be read; what `visit` throws.
    func forEachFile(_ visit: (String, WalkedEntry) throws -> Void) throws {
        let base = try grant.normal(folder)
        var visited = 0
        try grant.reading {
            let start =
                base.isEmpty ? grant.root : try grant.root.narrowed(to: base, followsLinks: grant.only.isEmpty)
            var ignored = IgnoredFiles(root: grant.root, base: base)
            try start.walk(".", limits: Self.limits) { entry in
                visited += 1
                guard entry.entry.bytes.first != UInt8(ascii: "."), !ignored.contains(entry) else { return .pass }
                guard entry.entry.kind == .file else {
                    guard entry.entry.kind == .folder else { return .pass }
                    ignored.enter(entry)
                    return .enter
                }
                let below = String(decoding: entry.path, as: UTF8.self)
                let path = base.isEmpty ? below : "\(base)/\(below)"
                if grant.allows(path) { try visit(path, entry) }
                return .pass
            }
        }
        guard visited < Self.limits.entries else {
            throw ToolFailure.correctable(
                "there are more than \(Self.limits.entries) files and folders; give a folder as `path`"
            )
        }
    }
}

/// The `.gitignore` files that hold where a walk is, from the root's to that of the folder it is in.
private struct IgnoredFiles {
    private struct Level {
        /// The folder's path below the walk's start, with a `/` at its end; empty for those at and above the start.
        var folder: [UInt8]
        /// What stands in front of walked paths for a folder above the start.
        var prefix: [UInt8] = []
        var rules: IgnoreRules
    }

    private static let slash = UInt8(ascii: "/")
    /// The largest file that is read.
    private static let mostBytes = 256_000
    private let root: FileRoot
    private let base: String
    private var levels: [Level] = []

    /// Reads the files of the root and of all folders down to the start.
    init(root: FileRoot, base: String) {
        self.root = root
        self.base = base
        var parts = base.split(separator: "/")[...]
        var folder = ""
        while true {
            if let rules = read(in: folder) {
                let prefix = parts.isEmpty ? "" : parts.joined(separator: "/") + "/"
                levels.append(Level(folder: [], prefix: Array(prefix.utf8), rules: rules))
            }
            guard let part = parts.popFirst() else { break }
            folder += folder.isEmpty ? String(part) : "/\(part)"
        }
    }

    /// Whether an entry is left out; the nearest file that says something of it decides.
    mutating func contains(_ entry: WalkedEntry) -> Bool {
        while let last = levels.last, !last.folder.isEmpty, !entry.path.starts(with: last.folder) {
            levels.removeLast()
        }
        let isFolder = entry.entry.kind == .folder
        for level in levels.reversed() {
            let below = level.prefix.isEmpty ? entry.path[level.folder.count...] : (level.prefix + entry.path)[...]
            if let isOut = level.rules.leavesOut(below, name: entry.entry.bytes, isFolder: isFolder) { return isOut }
        }
        return false
    }

    /// Reads the file of a folder that the walk goes into.
    mutating func enter(_ entry: WalkedEntry) {
        let below = String(decoding: entry.path, as: UTF8.self)
        guard let rules = read(in: base.isEmpty ? below : "\(base)/\(below)") else { return }
        levels.append(Level(folder: entry.path + [Self.slash], rules: rules))
    }

    private func read(in folder: String) -> IgnoreRules? {
        let path = folder.isEmpty ? ".gitignore" : "\(folder)/.gitignore"
        guard let file = try? root.open(path, followsLinks: false),
            let bytes = try? file.readAll(limit: Self.mostBytes)
        else { return nil }
        let rules = IgnoreRules(String(decoding: bytes, as: UTF8.self))
        return rules.isEmpty ? nil : rules
    }
}

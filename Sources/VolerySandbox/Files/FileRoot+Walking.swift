import Glibc

extension FileRoot {
    /// Visits everything below a folder, in the order of whole paths by their bytes.
    ///
    /// Links are visited and not followed.
    ///
    /// A folder that can't be read is passed over and counts as left out.
    /// - Parameters:
    ///   - path: The folder, relative to the root, or absolute below the name that the root is shown as.
    ///   - limits: How far the walk goes.
    ///   - visit: Is called with each entry, and says what comes next.
    /// - Returns: Whether everything was visited that `visit` did not pass over.
    /// - Throws: ``FileRootError`` when the folder itself can't be read, or what `visit` throws.
    @discardableResult
    public func walk(
        _ path: String,
        limits: WalkLimits = WalkLimits(),
        _ visit: (WalkedEntry) throws -> WalkedEntry.Step
    ) throws -> Bool {
        let relative = try relative(path)
        let start: Descriptor
        do { start = try openFolder(relative) } catch { throw FileRootError(error, path: path) }
        var walk = FolderWalk(limits: limits)
        guard walk.enter(start, path: []) else {
            throw FileRootError(.tooLarge, path: path, reason: "the folder has more than \(limits.entries) names")
        }
        while let entry = walk.next() {
            switch try visit(entry) {
            case .enter: walk.enter(entry)
            case .pass: continue
            case .stop: return false
            }
        }
        return walk.isComplete
    }
}

/// Where a walk is: the folders that it is in, each with what is left to visit there.
private struct FolderWalk {
    private struct Level {
        var folder: Descriptor
        var path: [UInt8]
        /// In reverse order.
        var left: [FolderEntry]
    }

    let limits: WalkLimits
    private(set) var isComplete = true
    private var levels: [Level] = []
    private var visited = 0
    private var current: Descriptor?

    init(limits: WalkLimits) {
        self.limits = limits
    }

    mutating func next() -> WalkedEntry? {
        while let last = levels.indices.last {
            guard let entry = levels[last].left.popLast() else {
                levels.removeLast()
                continue
            }
            guard visited < limits.entries else {
                isComplete = false
                return nil
            }
            visited += 1
            current = levels[last].folder
            let above = levels[last].path
            let path = above.isEmpty ? entry.bytes : above + [UInt8(ascii: "/")] + entry.bytes
            return WalkedEntry(entry, path: path, in: levels[last].folder)
        }
        return nil
    }

    /// Goes into an entry that was just visited.
    mutating func enter(_ entry: WalkedEntry) {
        guard entry.entry.kind == .folder, let current else { return }
        let number = levels.count < limits.depth ? current.open(entry.entry.bytes, O_RDONLY | O_DIRECTORY) : -1
        guard number >= 0, enter(Descriptor(owning: number), path: entry.path) else {
            isComplete = false
            return
        }
    }

    mutating func enter(_ folder: Descriptor, path: [UInt8]) -> Bool {
        let read = try? FolderReader(folder: folder).entries(limit: limits.entries)
        guard let entries = read ?? nil else { return false }
        let sorted = entries.sorted { FolderEntry.precedes($1, $0) }
        levels.append(Level(folder: folder, path: path, left: sorted))
        return true
    }
}

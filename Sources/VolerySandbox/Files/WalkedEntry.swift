import Glibc

/// An entry that a walk has come to.
public struct WalkedEntry: Sendable {
    /// Its path below the folder that the walk started in, by its bytes, with `/` between names.
    public let path: [UInt8]
    /// Its last name, and what it stands for.
    public let entry: FolderEntry
    private let folder: Descriptor

    init(_ entry: FolderEntry, path: [UInt8], in folder: Descriptor) {
        self.entry = entry
        self.path = path
        self.folder = folder
    }

    /// What the walk does next.
    public enum Step: Hashable, Sendable {
        /// Goes on, into this entry if it is a folder.
        case enter
        /// Goes on, but not into it.
        case pass
        /// Ends.
        case stop
    }

    /// Opens the file for reading, if it still is a regular one.
    ///
    /// - Throws: ``FileRootError``
    public func open() throws(FileRootError) -> RegularFile {
        let text = String(decoding: path, as: UTF8.self)
        let number = folder.open(entry.bytes, O_RDONLY | O_NONBLOCK | O_NOCTTY)
        guard number >= 0 else { throw FileRootError(SystemError.last, path: text) }
        let file = Descriptor(owning: number)
        let found: stat
        do { found = try file.status() } catch { throw FileRootError(error, path: text) }
        try found.refuseAllButFile(path: text)
        return RegularFile(file, path: text, size: Int(found.st_size))
    }
}

extension Descriptor {
    /// Opens a name in this folder without following a link, or returns -1.
    func open(_ name: [UInt8], _ flags: Int32) -> Int32 {
        (name + [0]).withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                characters.baseAddress.map { openat(number, $0, flags | O_NOFOLLOW | O_CLOEXEC) } ?? -1
            }
        }
    }
}

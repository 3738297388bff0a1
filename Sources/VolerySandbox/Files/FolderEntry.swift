/// A name in a folder.
public struct FolderEntry: Hashable, Sendable {
    /// The name's bytes: any but zero and the slash.
    public var bytes: [UInt8]
    /// What it stands for; a link is not followed.
    public var kind: EntryKind

    /// The name as text; what is no UTF-8 is replaced, so such a name can't be opened by its text.
    public var name: String { String(decoding: bytes, as: UTF8.self) }
}

extension FolderEntry {
    /// The order of whole paths by bytes, in which what is in a folder comes where the folder's name with a slash would.
    static func precedes(_ one: FolderEntry, _ other: FolderEntry) -> Bool {
        let shared = min(one.bytes.count, other.bytes.count)
        for index in 0..<shared where one.bytes[index] != other.bytes[index] {
            return one.bytes[index] < other.bytes[index]
        }
        return one.sortByte(at: shared) < other.sortByte(at: shared)
    }

    private func sortByte(at index: Int) -> UInt8 {
        if index < bytes.count { return bytes[index] }
        return kind == .folder ? UInt8(ascii: "/") : 0
    }
}

import Glibc

/// What a name in a folder stands for.
public enum EntryKind: String, Hashable, Sendable {
    /// A regular file.
    case file
    /// A folder.
    case folder
    /// A symbolic link, wherever it leads.
    case link
    /// A pipe, a socket or a device.
    case special

    init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .file
        case S_IFDIR: self = .folder
        case S_IFLNK: self = .link
        default: self = .special
        }
    }

    /// What the folder's own record says; nil when the file system doesn't tell.
    init?(recorded type: UInt8) {
        switch Int(type) {
        case DT_UNKNOWN: return nil
        case DT_REG: self = .file
        case DT_DIR: self = .folder
        case DT_LNK: self = .link
        default: self = .special
        }
    }

    var words: String {
        switch self {
        case .file: "a file"
        case .folder: "a folder"
        case .link: "a symbolic link"
        case .special: "a pipe, socket or device"
        }
    }
}

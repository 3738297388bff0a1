import VoleryCore

#if canImport(Glibc)
import Glibc
#endif

/// Where a file is: as the user knows it, and for sure.
struct FileLocation: Hashable, Sendable {
    /// The path for messages, relative to the current folder where the user's was.
    let shown: String
    /// The path from the root, without `.` and `..`.
    let absolute: String

    /// A file by the path that a user gave.
    init(_ path: String, from folder: String = currentFolder) {
        shown = Self.normalized(path)
        absolute = path.hasPrefix("/") ? shown : Self.normalized(folder + "/" + path)
    }

    private init(shown: String, absolute: String) {
        self.shown = shown
        self.absolute = absolute
    }

    /// A file by a path that is written in this one.
    func beside(_ path: String) -> FileLocation {
        guard !path.hasPrefix("/") else { return FileLocation(path) }
        return FileLocation(
            shown: Self.normalized(Self.folder(of: shown) + path),
            absolute: Self.normalized(Self.folder(of: absolute) + path)
        )
    }

    /// The folder that holds it, from the root.
    var folder: String {
        let folder = Self.folder(of: absolute)
        return folder == "/" ? folder : String(folder.dropLast())
    }

    /// The path as a terminal may show it.
    var shownSafely: String { TerminalText.escaped(shown, columns: 300) }

    /// The file's name without its last ending.
    var name: String {
        let last = absolute.split(separator: "/").last.map(String.init) ?? ""
        guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return last }
        return String(last[..<dot])
    }

    /// The current folder, from the root.
    static var currentFolder: String {
        guard let bytes = getcwd(nil, 0) else { return "/" }
        defer { free(bytes) }
        return String(cString: bytes)
    }

    /// The path up to and with its last slash; empty if there is none.
    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }

    private static func normalized(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !path.hasPrefix("/") {
                parts.append(part)
            }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}

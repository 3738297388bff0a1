/// A file or folder of this machine that a command in the sandbox sees.
struct Exposure: Sendable {
    /// The file itself, whatever its name means by now.
    var source: Descriptor
    /// The path by which bubblewrap, as the user that it runs as, finds it.
    var path: String
    /// Where the command sees it.
    var destination: String
    var isReadOnly: Bool
}

import FoundationEssentials

/// Data that lies beside the repository.
enum SharedData {
    /// The contents of a file of the adversarial corpus, or nil where it's absent.
    static func corpus(_ name: String) -> Data? {
        try? Data(contentsOf: folder.appending(path: name))
    }

    private static var folder: URL {
        if let path = ProcessInfo.processInfo.environment["VOLERY_CORPUS"] { return URL(filePath: path) }
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return package.deletingLastPathComponent().appending(path: "shared/corpus")
    }
}

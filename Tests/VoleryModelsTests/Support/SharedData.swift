import FoundationEssentials

/// Data that lies beside the repository: the adversarial corpus, and the schemas of the wire format.
enum SharedData {
    private static let corpus = folder()

    /// The contents of a file of the corpus, or nil where it's absent.
    static func corpus(_ name: String) -> Data? {
        try? Data(contentsOf: corpus.appending(path: name))
    }

    /// The contents of a schema of the wire format, or nil where it's absent.
    static func schema(_ name: String) -> Data? {
        try? Data(contentsOf: corpus.deletingLastPathComponent().appending(path: "reference/schemas/\(name)"))
    }

    private static func folder() -> URL {
        if let path = ProcessInfo.processInfo.environment["VOLERY_CORPUS"] { return URL(filePath: path) }
        var package = URL(filePath: #filePath)
        for _ in 0..<4 { package.deleteLastPathComponent() }
        return package.deletingLastPathComponent().appending(path: "shared/corpus")
    }
}

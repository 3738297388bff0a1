import FoundationEssentials

/// Data that lies beside the repository: third-party conformance suites.
enum SharedData {
    /// The contents of a file of the conformance data, or nil where it's absent.
    static func conformance(_ name: String) -> Data? {
        try? Data(contentsOf: folder.appending(path: name))
    }

    private static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["VOLERY_CONFORMANCE"] { return URL(filePath: path) }
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return package.deletingLastPathComponent().appending(path: "shared/conformance")
    }()
}

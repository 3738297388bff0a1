import FoundationEssentials

/// The folder of hostile cases that lies beside the repository.
enum Corpus {
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["VOLERY_CORPUS"] { return URL(filePath: path) }
        // Tests/VoleryToolsTests/Support/Corpus.swift, four names below the package.
        let package = (0..<4).reduce(URL(filePath: #filePath)) { path, _ in path.deletingLastPathComponent() }
        return package.deletingLastPathComponent().appending(path: "shared/corpus")
    }()

    static func isThere(_ name: String) -> Bool {
        (try? Data(contentsOf: file(name))) != nil
    }

    static func load<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
        try JSONDecoder().decode(type, from: try Data(contentsOf: file(name)))
    }

    private static func file(_ name: String) -> URL { folder.appending(path: "\(name)/cases.json") }

    /// Prints how many cases end as they should, and which ones do not.
    static func report(_ name: String, of count: Int, failures: [String]) {
        print("corpus \(name): \(count - failures.count) of \(count)")
        for failure in failures { print("  \(failure)") }
    }
}

import FoundationEssentials
import Glibc

/// The folder of hostile cases, and how to read it.
enum Corpus {
    static let folder = environment("VOLERY_CORPUS") ?? defaultFolder

    private static var defaultFolder: String {
        // Tests/VolerySandboxTests/Support/Corpus.swift, four names below the package.
        let parts = #filePath.split(separator: "/").dropLast(4)
        return "/" + parts.joined(separator: "/") + "/../shared/corpus"
    }

    static func isThere(_ name: String) -> Bool { access("\(folder)/\(name)/cases.json", R_OK) == 0 }

    static func load<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
        let data = try Data(contentsOf: URL(filePath: "\(folder)/\(name)/cases.json"))
        return try JSONDecoder().decode(type, from: data)
    }

    /// Prints how many cases end as they should, and which ones do not.
    static func report(_ name: String, of count: Int, failures: [String]) {
        let user = getuid() == 0 ? "" : " (as user \(getuid()))"
        print("corpus \(name)\(user): \(count - failures.count) of \(count)")
        for failure in failures { print("  \(failure)") }
    }
}

func environment(_ name: String) -> String? {
    guard let text = getenv(name) else { return nil }
    let value = String(cString: text)
    return value.isEmpty ? nil : value
}

/// Whether tests are to take minutes rather than seconds.
let isLongRun = environment("VOLERY_LONG") != nil

import FoundationEssentials

/// Data that lies beside the repository: third-party conformance suites and the adversarial corpus.
enum SharedData {
    static let conformance = folder("VOLERY_CONFORMANCE", "conformance")
    static let corpus = folder("VOLERY_CORPUS", "corpus")

    /// The contents of a file of the conformance data, or nil where it's absent.
    static func conformance(_ name: String) -> Data? {
        try? Data(contentsOf: conformance.appending(path: name))
    }

    /// The contents of a file of the corpus, or nil where it's absent.
    static func corpus(_ name: String) -> Data? {
        try? Data(contentsOf: corpus.appending(path: name))
    }

    private static func folder(_ variable: String, _ name: String) -> URL {
        if let path = ProcessInfo.processInfo.environment[variable] { return URL(filePath: path) }
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return package.deletingLastPathComponent().appending(path: "shared/\(name)")
    }
}

/// The outcome of a suite: which cases passed, printed as one line that other programs read.
struct Tally {
    var total = 0
    var failures: [String] = []

    mutating func record(_ name: String, passed: Bool) {
        total += 1
        if !passed { failures.append(name) }
    }

    func report(_ suite: String, _ extra: String = "") {
        let failing = failures.isEmpty ? "" : "\n  " + failures.joined(separator: "\n  ")
        print("\(suite): \(total - failures.count) of \(total)\(extra)\(failing)")
    }
}

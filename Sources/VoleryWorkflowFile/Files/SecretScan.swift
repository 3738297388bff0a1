import VoleryCore
import VoleryYAML

/// Looks for texts that look like keys of services, which belong into the environment and not into a file.
struct SecretScan {
    let log: FaultLog

    /// Warns of every such text below a node; it is never repeated in the message.
    func scan(_ root: YAMLNode) {
        switch root.content {
        case .scalar(let scalar):
            guard let kind = Self.kind(of: scalar.text) else { return }
            let message = "this looks like \(kind)"
            let notes = ["keep secrets out of files: in `volery.yaml` write `${{ env.NAME }}` and set the variable"]
            log.report(.secret, message, at: root.place, severity: .warning, notes: notes)
        case .sequence(let elements): elements.forEach(scan)
        case .mapping(let entries): for entry in entries { scan(entry.value) }
        }
    }

    private static let prefixes: [(prefix: String, length: Int, kind: String)] = [
        ("xai-", 24, "an API key of xAI"), ("sk-", 24, "an API key"), ("sk_live_", 24, "an API key"),
        ("ghp_", 36, "a token of GitHub"), ("gho_", 36, "a token of GitHub"), ("github_pat_", 30, "a token of GitHub"),
        ("glpat-", 20, "a token of GitLab"), ("xoxb-", 20, "a token of Slack"), ("xoxp-", 20, "a token of Slack"),
        ("AKIA", 20, "an access key of AWS"), ("AIza", 35, "an API key of Google"), ("hf_", 30, "a token"),
    ]

    private static func kind(of text: String) -> String? {
        if text.contains("-----BEGIN "), text.contains("PRIVATE KEY-----") { return "a private key" }
        var rest = text.utf8[...]
        while let start = rest.firstIndex(where: isPart) {
            rest = rest[start...]
            let word = rest.prefix(while: isPart)
            rest = rest[word.endIndex...]
            guard looksRandom(word) else { continue }
            let found = prefixes.first { word.count >= $0.length && word.starts(with: $0.prefix.utf8) }
            if let found { return found.kind }
        }
        return nil
    }

    /// Whether a word has a long part that is no word of a language, so that `xai-grok-4-fast-reasoning` is no key.
    private static func looksRandom(_ word: Substring.UTF8View) -> Bool {
        word.split { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }.contains { part in
            part.count >= 16 && part.contains(where: isDigit) && !part.allSatisfy(isDigit)
        }
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

/// The base address of Azure AI Foundry's v1 interface, from any address that the portal shows.
enum AzureAddress {
    /// The parts of a path from which on an address names an older interface, or an operation.
    private static let interfaces: Set<Substring> = ["openai", "models", "chat", "responses"]

    /// The base address.
    ///
    /// `https://RES.services.ai.azure.com`, `…/models`, `…/openai/v1/chat/completions` and
    /// `https://RES.openai.azure.com/openai/deployments/NAME?api-version=…` all lead to `/openai/v1` there; below
    /// `/api/projects/PROJECT` it is that project's own. An address that ends in `/v1` is taken as it is.
    static func base(_ text: String) -> String {
        let address = text.prefix { $0 != "?" && $0 != "#" }
        guard let scheme = address.end(of: "://") else { return String(address) }
        let parts = address[scheme...].split(separator: "/")
        if parts.last == "v1" { return parts.joined(separator: "/", after: address[..<scheme]) }
        let kept = parts.prefix(1) + parts.dropFirst().prefix { !interfaces.contains($0) }
        return kept.joined(separator: "/", after: address[..<scheme]) + "/openai/v1"
    }
}

extension Substring {
    /// Where the text after some words begins.
    fileprivate func end(of words: String) -> Index? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(words) { return index(start, offsetBy: words.count) }
            start = index(after: start)
        }
        return nil
    }
}

extension Sequence where Element == Substring {
    fileprivate func joined(separator: String, after prefix: Substring) -> String {
        prefix + joined(separator: separator)
    }
}

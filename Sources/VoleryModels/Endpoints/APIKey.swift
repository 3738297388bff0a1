/// A secret that a server asks for.
///
/// It is shown nowhere: not in descriptions, dumps, errors or logs.
public struct APIKey: Sendable, Hashable {
    let value: String
    /// Where it comes from, for messages: `XAI_API_KEY`, `providers.azure.key`.
    public let origin: String

    /// A secret.
    ///
    /// - Parameters:
    ///   - value: The secret itself; white space around it is dropped.
    ///   - origin: Where it comes from, in words that may be shown.
    public init(_ value: String, origin: String) {
        var text = value.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        self.value = String(text)
        self.origin = origin
    }

    /// Text with the secret taken out, should a server have echoed it.
    func redacting(_ text: String) -> String {
        guard value.utf8.count >= 8 else { return text }
        return text.split(separator: value, omittingEmptySubsequences: false).joined(separator: "[key]")
    }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Where the secret comes from.
    public var description: String { "[key from \(origin)]" }
    /// Where the secret comes from.
    public var debugDescription: String { description }
    /// Nothing of the secret.
    public var customMirror: Mirror { Mirror(self, children: ["origin": origin]) }
}

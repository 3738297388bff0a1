/// A value that must not be seen: a key, a token, a header with one.
public struct Secret: Sendable, Hashable {
    /// The fewest bytes of a secret that is hidden: a shorter one would hide common words.
    public static let fewestBytes = 8

    /// What stands in its place is `[REDACTED:name]`.
    public var name: String
    /// The value.
    public var value: String

    /// A secret.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

extension Secret: CustomStringConvertible {
    /// The name alone.
    public var description: String { "[REDACTED:\(name)]" }
}

extension Secret: CustomReflectable {
    /// The name alone, so that no dump shows the value.
    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}

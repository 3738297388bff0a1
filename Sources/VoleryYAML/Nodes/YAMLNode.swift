public import VoleryCore

/// A value of a YAML file that knows where it was written.
///
/// An alias is the node that its anchor names, so its place is where the value is written, not where it's used.
/// Nodes are nested at most 64 deep, aliases expanded, and a document has at most 100,000 of them.
public struct YAMLNode: Sendable {
    /// What a node is.
    public enum Content: Sendable {
        /// One piece of text, a number, a boolean or null.
        case scalar(YAMLScalar)
        /// A list.
        case sequence([YAMLNode])
        /// Keys and values in the order of the file.
        case mapping([YAMLEntry])
    }

    /// What it is.
    public let content: Content
    /// The file that it stands in.
    package let source: SourceText
    private let start: UInt32
    private let end: UInt32

    package init(_ content: Content, source: SourceText, utf8Range: Range<Int>) {
        self.content = content
        self.source = source
        self.start = UInt32(utf8Range.lowerBound)
        self.end = UInt32(utf8Range.upperBound)
    }

    /// The bytes of the file that it's written in, without its tag and anchor.
    package var utf8Range: Range<Int> { Int(start)..<Int(end) }

    /// Where it's written, without its tag and anchor; a value that's left out has an empty place.
    public var place: Place { source.place(ofUTF8: utf8Range) }
}

/// A key and a value of a mapping.
public struct YAMLEntry: Sendable {
    /// The key; always a scalar, and never null.
    public let key: YAMLNode
    /// The value; a null scalar if it's left out.
    public let value: YAMLNode

    package init(key: YAMLNode, value: YAMLNode) {
        self.key = key
        self.value = value
    }

    /// The key's text as it was written, without quotes.
    public var name: String { key.scalar?.text ?? "" }
}

extension YAMLNode {
    /// The scalar, if it is one.
    public var scalar: YAMLScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// The elements, if it's a list.
    public var elements: [YAMLNode]? {
        if case .sequence(let elements) = content { elements } else { nil }
    }

    /// The keys and values, if it's a mapping.
    public var entries: [YAMLEntry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    /// The value of a key by its text, compared byte by byte, or `nil` if it's no mapping or has no such key.
    ///
    /// It looks at each key in turn.
    public subscript(key: String) -> YAMLNode? {
        entries?.first { $0.name.isByteForByte(key) }?.value
    }

    /// What it is in words, for messages: "a mapping", "a list", "text", "an integer", ….
    public var kindName: String {
        switch content {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .scalar(let scalar): scalar.value.kindName
        }
    }
}

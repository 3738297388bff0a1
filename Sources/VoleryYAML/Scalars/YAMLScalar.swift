/// A scalar of a YAML file: its text as written, and what the text stands for.
///
/// A field that wants text reads ``text``, so that a version `3.10` stays `3.10`; any other reads ``value``.
public struct YAMLScalar: Sendable {
    /// How a scalar is written.
    public enum Style: Sendable, Hashable {
        /// Without quotes: the only one that may be a number, a boolean or null.
        case plain
        /// `'text'`.
        case singleQuoted
        /// `"text"`, with escapes.
        case doubleQuoted
        /// `|`: lines as they are.
        case literal
        /// `>`: lines joined.
        case folded
    }

    /// What a tag says of a scalar.
    public enum Tag: Sendable, Hashable {
        /// No tag: the style and the text decide.
        case none
        /// `!!str`, or the lone `!`.
        case string
        /// `!!null`.
        case null
        /// `!!bool`.
        case bool
        /// `!!int`.
        case int
        /// `!!float`.
        case float
    }

    /// The text, without quotes and escapes, and with lines joined as the style says.
    public let text: String
    /// How it's written.
    public let style: Style
    /// Its tag.
    public let tag: Tag

    /// A scalar with a text, a style and a tag.
    public init(_ text: String, style: Style = .plain, tag: Tag = .none) {
        self.text = text
        self.style = style
        self.tag = tag
    }

    /// What the scalar stands for by YAML 1.2's core schema.
    public var value: YAMLValue {
        switch tag {
        case .none: style == .plain ? CoreSchema.value(of: text) : .text(text)
        case .string: .text(text)
        case .float: CoreSchema.value(of: text).asFloat
        case .null, .bool, .int: CoreSchema.value(of: text)
        }
    }

    /// Whether the text is one of those that the tag allows.
    var fitsTag: Bool {
        switch (tag, CoreSchema.value(of: text)) {
        case (.none, _), (.string, _), (.null, .null), (.bool, .bool): true
        case (.int, .integer), (.int, .hugeInteger), (.float, .integer), (.float, .hugeInteger), (.float, .float): true
        default: false
        }
    }
}

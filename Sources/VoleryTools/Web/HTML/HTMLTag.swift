/// A start tag with those of its attributes that make a difference to a page's text.
struct HTMLTag {
    /// The name in lower case.
    var name: String
    /// What the name stands for, if it makes a difference.
    var element: HTMLElement?
    /// The attributes, each where its value stands in the page; the first of a name counts.
    var attributes: [(name: HTMLAttribute, value: Range<Int>)] = []
    /// Whether it ends in `/>`.
    var isSelfClosing = false

    /// Where an attribute's value stands, if the tag has it.
    subscript(name: HTMLAttribute) -> Range<Int>? {
        attributes.first { $0.name == name }?.value
    }
}

/// The attributes that make a difference to a page's text.
enum HTMLAttribute: String, CaseIterable, Sendable {
    case href, alt, style, hidden, role, start, open, charset, content
    case `class`
    case ariaHidden = "aria-hidden"

    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    /// The attribute of a name in lower case, if it makes a difference.
    static func named(_ name: String) -> HTMLAttribute? { byName[name] }
}

/// A part of a page.
enum HTMLToken {
    /// Text whose character references are not read yet.
    case text(Range<Int>)
    /// A start tag.
    case start(HTMLTag)
    /// An end tag.
    case end(String, HTMLElement?)
}

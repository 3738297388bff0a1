/// The elements of HTML that make a difference to its text; all others only mark words, as `span` does.
enum HTMLElement: String, CaseIterable, Sendable {
    case a, code, img, input, br, hr, wbr, base, meta, link, area, col, embed, source, track, html, head, body
    case address, article, aside, blockquote, center, details, dialog, div, fieldset, figcaption, figure, footer, form
    case header, hgroup, legend, main, nav, p, pre, search, section, summary, textarea
    case h1, h2, h3, h4, h5, h6
    case ul, ol, menu, dir, li, dl, dt, dd
    case table, caption, thead, tbody, tfoot, tr, td, th
    case title, script, style, template, noscript, iframe, noembed, noframes
    case svg, select, option, optgroup, datalist, canvas, object, audio, video

    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    /// The element of a name in lower case, if it makes a difference.
    static func named(_ name: String) -> HTMLElement? { byName[name] }

    /// Elements that have no content and no end tag.
    private static let void: Set<HTMLElement> = [
        .img, .input, .br, .hr, .wbr, .base, .meta, .link, .area, .col, .embed, .source, .track,
    ]
    private static let rawText: Set<HTMLElement> = [.script, .style, .noscript, .iframe, .noembed, .noframes]
    private static let neverShown: Set<HTMLElement> = rawText.union([
        .template, .svg, .select, .datalist, .canvas, .object, .audio, .video,
    ])
    private static let inline: Set<HTMLElement> = void.subtracting([.hr]).union(neverShown).union([
        .a, .code, .html, .head, .title, .option, .optgroup,
    ])

    /// Whether it has no content and no end tag.
    var isVoid: Bool { Self.void.contains(self) }
    /// Whether its content is no markup and ends at its end tag alone.
    var isRawText: Bool { Self.rawText.contains(self) }
    /// Whether its content is text with character references, and ends at its end tag alone.
    var isPlainText: Bool { self == .title || self == .textarea }
    /// Whether nothing in it is for readers: programs, styles, drawings, forms' choices, what old browsers show instead.
    var isNeverShown: Bool { Self.neverShown.contains(self) }
    /// Whether it stands on lines of its own.
    var isBlock: Bool { !Self.inline.contains(self) }

    /// The level of a heading.
    var headingLevel: Int? {
        switch self {
        case .h1: 1
        case .h2: 2
        case .h3: 3
        case .h4: 4
        case .h5: 5
        case .h6: 6
        default: nil
        }
    }
}

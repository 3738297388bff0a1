/// How large a box has to be for what it says and holds.
struct BoxMeasure {
    let item: GraphModel.Item

    init(_ item: GraphModel.Item) {
        self.item = item
    }

    /// A line of a box.
    struct Line: Hashable {
        var text: String
        var style: Style

        /// How lines differ.
        enum Style: String, Hashable {
            case title
            case worker
            case code
            case details

            /// The size of the letters, and the height of the line.
            var size: (letters: Double, line: Double) {
                switch self {
                case .title: (14, 19)
                case .worker: (12, 16)
                case .code: (11, 15)
                case .details: (11, 15)
                }
            }
        }
    }

    static let padding = 12.0
    /// The height of the label of a case, above the box.
    static let caseHeight = 20.0
    /// What the sheets of a pile add on the right and below.
    static let pile = 8.0
    /// The room that the arrow of rounds has on a group's right.
    static let roundsWidth = 34.0
    /// Half the height of a decision.
    static let decision = 17.0
    /// The most letters of a line.
    static let longest = 44

    /// What the box says.
    var lines: [Line] {
        guard item.kind != .decision else { return [Line(text: Self.cut(item.title), style: .code)] }
        let heading = item.worker.isEmpty || item.worker == item.kind.rawValue ? "" : " \(item.worker)"
        // A case is named by its label alone.
        let isNamed = !item.title.isEmpty
        var lines = isNamed ? [Line(text: Self.cut(item.title), style: .title)] : []
        lines.append(Line(text: Self.cut(item.kind.rawValue + heading), style: isNamed ? .worker : .title))
        for text in [item.rounds, item.until, item.forEach, item.condition] {
            if let text { lines.append(Line(text: Self.cut(text), style: .code)) }
        }
        if let details = item.details { lines.append(Line(text: Self.cut(details), style: .details)) }
        return lines
    }

    /// The height of the lines, with the room above and below them.
    var headHeight: Double { lines.reduce(0) { $0 + $1.style.size.line } + 2 * Self.padding - 6 }

    /// The size of the box as it is placed: with its pile and the label of its case.
    func size(around inside: GraphLayout?) -> (width: Double, height: Double) {
        let text = lines.map { TextMeasure.width(of: $0.text, $0.style) }.max() ?? 0
        if item.kind == .decision { return (text + 4 * Self.padding, 2 * Self.decision) }
        let label = item.caseLabel.map { TextMeasure.width(of: Self.cut($0), .worker) + 40 } ?? 0
        var width = max(110, text + 2 * Self.padding + 6, label)
        var height = headHeight
        if let inside {
            let rounds = item.rounds == nil ? 0 : Self.roundsWidth
            width = max(width, inside.width + 2 * Self.padding + rounds + 8)
            height += inside.height + 2 * Self.padding
        }
        if item.forEach != nil { (width, height) = (width + Self.pile, height + Self.pile) }
        return (width.rounded(.up), (height + (item.caseLabel == nil ? 0 : Self.caseHeight)).rounded(.up))
    }

    /// A text cut to what a box may be wide.
    static func cut(_ text: String, to length: Int = longest) -> String {
        text.count <= length ? text : text.prefix(length - 1) + "…"
    }
}

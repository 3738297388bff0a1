/// What the signs of a picture mean; those alone that are in it.
struct SVGLegend {
    private let signs: [(style: String, words: String)]

    init(_ model: GraphModel) {
        let items = Self.items(in: model.scope)
        var signs = GraphModel.Kind.allCases.filter { kind in kind != .decision && items.contains { $0.kind == kind } }
            .map { (style: $0.rawValue, words: $0.rawValue) }
        if items.contains(where: { $0.condition != nil }) { signs.append(("conditional", "has a condition")) }
        if items.contains(where: { $0.forEach != nil }) { signs.append(("pile", "once per element")) }
        if items.contains(where: { $0.rounds != nil }) { signs.append(("rounds", "again, in rounds")) }
        if Self.hasWaits(model.scope) { signs.append(("waits", "only waits")) }
        self.signs = signs
    }

    private static let signWidth = 34.0
    private static let gap = 18.0
    let height = 34.0

    /// The width of all signs.
    var width: Double { signs.reduce(0) { $0 + width(of: $1.words) } }

    private func width(of words: String) -> Double { Self.signWidth + TextMeasure.width(of: words, .worker) + Self.gap }

    func draw(_ writer: inout SVGWriter) {
        var x = 0.0
        for (style, words) in signs {
            draw(style, at: x, &writer)
            writer.element("text", ["class": "worker", "x": SVGGraph.number(x + Self.signWidth), "y": "26"], words)
            x += width(of: words)
        }
    }

    private func draw(_ style: String, at x: Double, _ writer: inout SVGWriter) {
        let n = SVGGraph.number
        switch style {
        case "waits": writer.element("path", ["class": "arrow waits", "d": "M\(n(x)) 22h22"])
        case "rounds":
            writer.element("path", ["class": "arrow rounds", "d": "M\(n(x + 4)) 30h8q6 0 6 -6v-4q0 -6 -6 -6h-4"])
        default:
            writer.open(
                "g",
                ["class": style == "pile" ? "value" : style == "conditional" ? "value conditional" : style]
            )
            let sheets = style == "pile" ? [6.0, 3.0, 0.0] : [0.0]
            for sheet in sheets {
                writer.element(
                    "rect",
                    ["class": "box", "x": n(x + sheet), "y": n(14 + sheet), "width": "22", "height": "14", "rx": "4"]
                )
            }
            writer.close("g")
        }
    }

    private static func items(in scope: GraphModel.Scope) -> [GraphModel.Item] {
        scope.items + scope.items.flatMap { $0.inside.map(items) ?? [] }
    }

    private static func hasWaits(_ scope: GraphModel.Scope) -> Bool {
        scope.edges.contains(where: \.onlyWaits) || scope.items.contains { $0.inside.map(hasWaits) ?? false }
    }
}

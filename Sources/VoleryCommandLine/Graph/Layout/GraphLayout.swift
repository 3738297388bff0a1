/// Where the boxes and arrows of a scope go, those within its boxes included.
///
/// A scope is laid out by itself, and is a box like any other in the one around it.
struct GraphLayout {
    /// A box and what is in it.
    struct Box {
        var item: GraphModel.Item
        var frame: Frame
        /// How the scope in it is laid out; its origin is the scope's own.
        var inside: GraphLayout?
    }

    /// A rectangle; `y` grows downwards.
    struct Frame: Hashable {
        var x: Double
        var y: Double
        var width: Double
        var height: Double

        var right: Double { x + width }
        var bottom: Double { y + height }
        var middle: Double { x + width / 2 }
    }

    /// An arrow: it goes straight down within a layer, and bends in between.
    struct Arrow {
        var edge: GraphModel.Edge
        /// The stretches within the layers, from top to bottom.
        var stretches: [(x: Double, top: Double, bottom: Double)]
    }

    private(set) var boxes: [Box] = []
    private(set) var arrows: [Arrow] = []
    private(set) var width = 0.0
    private(set) var height = 0.0

    /// Lays out a scope.
    init(_ scope: GraphModel.Scope) {
        let contents = scope.items.map { $0.inside.map(GraphLayout.init) }
        let sizes = zip(scope.items, contents).map { BoxMeasure($0).size(around: $1) }
        var graph = LayeredGraph(
            sizes: sizes,
            edges: scope.edges.map { ($0.from, $0.to, $0.onlyWaits ? 1 : 0) },
            within: Self.usualWidth(of: sizes)
        )
        graph.order()
        let middles = graph.middles()
        let rows = Self.rows(of: graph, middles)
        for (number, item) in scope.items.enumerated() {
            let (size, top) = (sizes[number], rows[graph.vertices[number].layer].top)
            let left = middles[number] - size.width / 2
            let frame = Frame(x: left, y: top, width: size.width, height: size.height)
            boxes.append(Box(item: item, frame: frame, inside: contents[number]))
        }
        arrows = arrows(of: scope, graph, middles, rows)
        width = max(boxes.map(\.frame.right).max() ?? 0, middles.max() ?? 0)
        height = rows.last?.bottom ?? 0
    }

    /// About as wide as high, and a little more.
    private static func usualWidth(of sizes: [(width: Double, height: Double)]) -> Double {
        let area = sizes.reduce(0) { $0 + ($1.width + 26) * ($1.height + 60) }
        return max(760, (area * 1.7).squareRoot())
    }

    /// The layers' tops and bottoms; the more arrows bend between two, the more room they have.
    private static func rows(of graph: LayeredGraph, _ middles: [Double]) -> [(top: Double, bottom: Double)] {
        var rows: [(top: Double, bottom: Double)] = []
        var top = 0.0
        for layer in graph.layers {
            let height = layer.map { graph.vertices[$0].height }.max() ?? 0
            rows.append((top, top + height))
            let bends = layer.reduce(0) { count, vertex in
                count + graph.after[vertex].count { abs(middles[$0] - middles[vertex]) > 20 }
            }
            top += height + 40 + min(60, Double(bends) * 3)
        }
        return rows
    }

    private func arrows(
        of scope: GraphModel.Scope,
        _ graph: LayeredGraph,
        _ middles: [Double],
        _ rows: [(top: Double, bottom: Double)]
    ) -> [Arrow] {
        let ends = Self.ends(graph, middles)
        return zip(scope.edges, graph.paths).filter { !$1.isEmpty }.map { edge, path in
            var stretches = path.dropLast().map { vertex in
                let row = rows[graph.vertices[vertex].layer]
                let top = graph.vertices[vertex].isBend ? row.top : row.top + graph.vertices[vertex].height
                return (x: middles[vertex], top: top, bottom: row.bottom)
            }
            let (from, to) = (path[path.count - 2], path[path.count - 1])
            let top = rows[graph.vertices[to].layer].top
            stretches.append((x: ends[[from, to]] ?? middles[to], top: top, bottom: top))
            return Arrow(edge: edge, stretches: stretches)
        }
    }

    /// Where arrows end at a box: side by side, in the order in which they come.
    private static func ends(_ graph: LayeredGraph, _ middles: [Double]) -> [[Int]: Double] {
        var ends: [[Int]: Double] = [:]
        for (number, vertex) in graph.vertices.enumerated() where !vertex.isBend {
            let sources = graph.before[number].sorted { (middles[$0], $0) < (middles[$1], $1) }
            let room = max(0, vertex.width - 50)
            let step = sources.count > 1 ? min(14, room / Double(sources.count - 1)) : 0
            for (place, source) in sources.enumerated() {
                ends[[source, number]] = middles[number] + (Double(place) - Double(sources.count - 1) / 2) * step
            }
        }
        return ends
    }
}

import Foundation
import Testing

@testable import VoleryCommandLine

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite("A workflow is drawn as SVG")
struct SVGGraphTests {
    /// A hundred steps, each waiting for up to three before it, by a fixed rule.
    private static let hundred: GraphModel = {
        var scope = GraphModel.Scope()
        for number in 0..<100 {
            scope.items.append(GraphSample.item("step_\(number)", .agent, "worker"))
            guard number >= 6 else { continue }
            let others: Set<Int> = [number - 1 - number * 7 % 6, number - 1 - number * 5 % 6, number - 6]
            for other in others.sorted() where (other + number) % 4 != 0 {
                scope.edges.append(GraphModel.Edge(from: other, to: number))
            }
        }
        return GraphModel(title: "hundred", description: nil, scope: scope)
    }()

    @Test("the same workflow gives the same bytes")
    func deterministic() {
        let once = SVGGraph(Self.hundred).text
        #expect(SVGGraph(Self.hundred).text == once)
    }

    @Test(
        "what waits stands below what it waits for, and every arrow is drawn",
        arguments: [GraphSample.everything, hundred]
    )
    func arrows(model: GraphModel) {
        let layout = GraphLayout(model.scope)
        #expect(layout.arrows.count == model.scope.edges.count)
        for arrow in layout.arrows {
            let (from, to) = (layout.boxes[arrow.edge.from].frame, layout.boxes[arrow.edge.to].frame)
            #expect(from.bottom < to.y)
            #expect(arrow.stretches.first?.top == from.bottom)
            #expect(arrow.stretches.last?.bottom == to.y)
        }
    }

    @Test("no arrow goes through a box")
    func through() {
        let layout = GraphLayout(Self.hundred.scope)
        for arrow in layout.arrows {
            for stretch in arrow.stretches.dropFirst().dropLast() {
                for box in layout.boxes where box.frame.x < stretch.x && stretch.x < box.frame.right {
                    #expect(box.frame.bottom <= stretch.top || box.frame.y >= stretch.bottom, "\(box.item.id)")
                }
            }
        }
    }

    @Test("few arrows cross: fewer than in the file's order")
    func crossings() {
        let scope = Self.hundred.scope
        let edges = scope.edges.map { (from: $0.from, to: $0.to, kind: 0) }
        var graph = LayeredGraph(sizes: scope.items.map { _ in (110, 50) }, edges: edges, within: 1_500)
        let before = graph.crossings
        graph.order()
        #expect(graph.crossings * 2 < before)
        #expect(graph.layers.joined().sorted() == Array(graph.vertices.indices))
    }

    @Test("arrows in a circle, which no checked workflow has, are no trap")
    func circle() {
        let scope = GraphModel.Scope(
            items: (0..<3).map { GraphSample.item("s\($0)", .value) },
            edges: [.init(from: 0, to: 1), .init(from: 1, to: 2), .init(from: 2, to: 0)]
        )
        #expect(GraphLayout(scope).boxes.count == 3)
        #expect(GraphLayout(GraphModel.Scope()).height == 0)
    }
}

internal import VoleryCore

/// A workflow as a picture, drawn by ourselves: SVG that stands alone, for light and dark pages.
///
/// What waits stands below what it waits for, and what stands side by side waits for nothing of the other. A box in dashes
/// has a condition, a pile of boxes is done once per element, an arrow on a group's right goes back for a further round. The
/// same workflow gives the same bytes.
struct SVGGraph {
    private let model: GraphModel
    private let layout: GraphLayout
    private static let margin = 24.0
    private static let headHeight = 44.0

    init(_ model: GraphModel) {
        self.model = model
        layout = GraphLayout(model.scope)
    }

    /// The picture's text.
    var text: String {
        let legend = SVGLegend(model)
        let width = max(layout.width, legend.width, headWidth) + 2 * Self.margin
        let height = Self.headHeight + layout.height + legend.height + 2 * Self.margin
        var writer = SVGWriter()
        writer.open(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 \(Self.number(width)) \(Self.number(height))",
                "width": Self.number(width), "height": Self.number(height), "role": "img",
            ]
        )
        writer.element("title", [:], model.title)
        writer.raw(SVGStyle.text)
        writer.element("rect", ["class": "page", "width": "100%", "height": "100%"])
        drawHead(&writer)
        writer.open(
            "g",
            [
                "transform":
                    "translate(\(Self.number((width - layout.width) / 2)) \(Self.number(Self.margin + Self.headHeight)))"
            ]
        )
        draw(layout, &writer)
        writer.close("g")
        writer.open(
            "g",
            ["transform": "translate(\(Self.number(Self.margin)) \(Self.number(height - Self.margin - legend.height)))"]
        )
        legend.draw(&writer)
        writer.close("g")
        writer.close("svg")
        return writer.text
    }

    private var headWidth: Double {
        max(
            TextMeasure.width(of: model.title, .title) * 1.3,
            TextMeasure.width(of: BoxMeasure.cut(model.description ?? "", to: Self.descriptionLength), .worker)
        )
    }

    private static let descriptionLength = 90

    private func drawHead(_ writer: inout SVGWriter) {
        let left = Self.number(Self.margin)
        writer.element("text", ["class": "name", "x": left, "y": Self.number(Self.margin + 10)], model.title)
        guard let description = model.description else { return }
        let text = BoxMeasure.cut(description, to: Self.descriptionLength)
        writer.element("text", ["class": "worker", "x": left, "y": Self.number(Self.margin + 29)], text)
    }

    private func draw(_ layout: GraphLayout, _ writer: inout SVGWriter) {
        // Groups first, then arrows, then the boxes that arrows end at.
        for box in layout.boxes where box.inside != nil { SVGBox(box).draw(&writer) }
        for arrow in layout.arrows { draw(arrow, &writer) }
        for box in layout.boxes {
            guard let inside = box.inside else {
                SVGBox(box).draw(&writer)
                continue
            }
            let origin = SVGBox(box).origin(of: inside)
            writer.open("g", ["transform": "translate(\(Self.number(origin.x)) \(Self.number(origin.y)))"])
            draw(inside, &writer)
            writer.close("g")
        }
    }

    private func draw(_ arrow: GraphLayout.Arrow, _ writer: inout SVGWriter) {
        let n = Self.number
        guard let first = arrow.stretches.first else { return }
        var path = "M\(n(first.x)) \(n(first.top))"
        for (index, stretch) in arrow.stretches.enumerated() {
            if index > 0 {
                let last = arrow.stretches[index - 1]
                let isEnd = index == arrow.stretches.count - 1
                let top = isEnd ? stretch.top - 2 : stretch.top
                let middle = (last.bottom + top) / 2
                path += "C\(n(last.x)) \(n(middle)) \(n(stretch.x)) \(n(middle)) \(n(stretch.x)) \(n(top))"
            }
            if stretch.bottom > stretch.top { path += "V\(n(stretch.bottom))" }
        }
        writer.element("path", ["class": arrow.edge.onlyWaits ? "arrow waits" : "arrow", "d": path])
    }

    /// A number with one decimal at most, so that the same picture has the same bytes everywhere.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths.isMultiple(of: 10)
            ? String(tenths / 10) : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}

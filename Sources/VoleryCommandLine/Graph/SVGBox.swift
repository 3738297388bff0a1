internal import VoleryCore

/// One box of a picture.
struct SVGBox {
    private let box: GraphLayout.Box
    private let measure: BoxMeasure

    init(_ box: GraphLayout.Box) {
        self.box = box
        measure = BoxMeasure(box.item)
    }

    private var item: GraphModel.Item { box.item }

    /// The box itself, without its pile and the label of its case.
    private var body: GraphLayout.Frame {
        var frame = box.frame
        if item.caseLabel != nil {
            frame.y += BoxMeasure.caseHeight
            frame.height -= BoxMeasure.caseHeight
        }
        if item.forEach != nil {
            frame.width -= BoxMeasure.pile
            frame.height -= BoxMeasure.pile
        }
        return frame
    }

    /// Where the scope in it begins.
    func origin(of inside: GraphLayout) -> (x: Double, y: Double) {
        let room = body.width - (item.rounds == nil ? 0 : BoxMeasure.roundsWidth)
        return (body.x + (room - inside.width) / 2, body.y + measure.headHeight + BoxMeasure.padding / 2)
    }

    func draw(_ writer: inout SVGWriter) {
        writer.open("g", ["class": "\(item.kind.rawValue)\(item.condition == nil ? "" : " conditional")"])
        writer.element("title", [:], tooltip)
        if item.kind == .decision {
            drawDecision(&writer)
        } else {
            drawBody(&writer)
        }
        writer.close("g")
    }

    private var tooltip: String {
        [item.id, item.description, item.rounds, item.until, item.forEach, item.condition, item.details].compactMap {
            $0
        }
        .joined(separator: "\n")
    }

    private func drawBody(_ writer: inout SVGWriter) {
        if let label = item.caseLabel { draw(case: label, &writer) }
        if item.forEach != nil {
            rectangle(body.moved(BoxMeasure.pile), "box", &writer)
            rectangle(body.moved(BoxMeasure.pile / 2), "box", &writer)
        }
        rectangle(body, "box", &writer)
        if item.inside == nil {
            writer.element(
                "path",
                ["class": "edge", "d": "M\(n(body.x + 3)) \(n(body.y + 7))V\(n(body.bottom - 7))"]
            )
        }
        drawLines(&writer)
        if item.rounds != nil { drawRounds(&writer) }
    }

    private func drawLines(_ writer: inout SVGWriter) {
        var y = body.y + BoxMeasure.padding - 3
        for line in measure.lines {
            y += line.style.size.line
            writer.element(
                "text",
                ["class": line.style.rawValue, "x": n(body.x + BoxMeasure.padding + 2), "y": n(y - 4)],
                line.text
            )
        }
    }

    private func draw(case label: String, _ writer: inout SVGWriter) {
        let text = BoxMeasure.cut(label)
        let width = TextMeasure.width(of: text, .worker) + 18
        let frame = GraphLayout.Frame(
            x: box.frame.middle - width / 2,
            y: box.frame.y,
            width: width,
            height: BoxMeasure.caseHeight + 8
        )
        rectangle(frame, "case", &writer)
        writer.element("text", ["class": "label", "x": n(frame.middle), "y": n(frame.y + 14)], text)
    }

    private func drawDecision(_ writer: inout SVGWriter) {
        let (frame, half) = (box.frame, BoxMeasure.decision)
        let path =
            "M\(n(frame.x)) \(n(frame.y + half))l14 \(n(-half))H\(n(frame.right - 14))l14 \(n(half))"
            + "l-14 \(n(half))H\(n(frame.x + 14))Z"
        writer.element("path", ["class": "box", "d": path])
        let text = measure.lines.first?.text ?? ""
        writer.element("text", ["class": "code label", "x": n(frame.middle), "y": n(frame.y + half + 4)], text)
    }

    /// The arrow that goes back up.
    private func drawRounds(_ writer: inout SVGWriter) {
        let (right, top, bottom) = (body.right - 14, body.y + measure.headHeight, body.bottom - 16)
        let path = "M\(n(right - 12)) \(n(bottom))h4q8 0 8 -8V\(n(top + 8))q0 -8 -8 -8h-3"
        writer.element("path", ["class": "arrow rounds", "d": path])
    }

    private func rectangle(_ frame: GraphLayout.Frame, _ style: String, _ writer: inout SVGWriter) {
        writer.element(
            "rect",
            [
                "class": style, "x": n(frame.x), "y": n(frame.y), "width": n(frame.width), "height": n(frame.height),
                "rx": item.inside == nil ? "7" : "10",
            ]
        )
    }

    private func n(_ value: Double) -> String { SVGGraph.number(value) }
}

extension GraphLayout.Frame {
    /// The frame moved to the right and down.
    fileprivate func moved(_ distance: Double) -> Self {
        Self(x: x + distance, y: y + distance, width: width, height: height)
    }
}

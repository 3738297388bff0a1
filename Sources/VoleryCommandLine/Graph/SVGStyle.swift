/// The colours and letters of pictures, for light and dark pages.
enum SVGStyle {
    /// The style sheet, and the arrows' heads.
    static let text = """
        <style>
        text { font-family: system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328 }
        .name { font-size: 18px; font-weight: 600 }
        .title { font-size: 14px; font-weight: 600 }
        .worker, .label { font-size: 12px }
        .worker, .details { fill: #59636e }
        .code, .details { font-size: 11px }
        .code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; fill: #424a53 }
        .label { text-anchor: middle }
        .page { fill: #ffffff }
        .box { fill: #f6f8fa; stroke: #8c959f; stroke-width: 1.2 }
        .edge { fill: none; stroke: #8c959f; stroke-width: 4; stroke-linecap: round }
        .conditional > .box { stroke-dasharray: 6 4 }
        .arrow { fill: none; stroke: #6e7781; stroke-width: 1.4; marker-end: url(#head) }
        .waits { stroke-dasharray: 2 4 }
        .rounds { stroke: #8250df; stroke-width: 2; marker-end: url(#rounds) }
        .head { fill: #6e7781 }
        .head-rounds { fill: #8250df }
        .case { fill: #fff1e5; stroke: #bc4c00; stroke-width: 1 }
        \(rules(light))
        @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3 }
        .worker, .details { fill: #9198a1 }
        .code { fill: #b7bdc8 }
        .page { fill: #0d1117 }
        .box { fill: #151b23; stroke: #656c76 }
        .edge { stroke: #656c76 }
        .arrow { stroke: #9198a1 }
        .rounds { stroke: #ab7df8 }
        .head { fill: #9198a1 }
        .head-rounds { fill: #ab7df8 }
        .case { fill: #3d2008; stroke: #db6d28 }
        \(rules(dark))
        }
        </style>
        <defs>
        <marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" \
        markerUnits="userSpaceOnUse" orient="auto"><path class="head" d="M0 0.5L8 4L0 7.5Z"/></marker>
        <marker id="rounds" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="10" markerHeight="10" \
        markerUnits="userSpaceOnUse" orient="auto"><path class="head-rounds" d="M0 0L8 4L0 8Z"/></marker>
        </defs>

        """

    /// For each kind the colour of its box and of its border.
    private static let light = [
        ("agent", "#ddf4ff", "#0969da"), ("tool", "#dafbe1", "#1a7f37"), ("value", "#f6f8fa", "#6e7781"),
        ("workflow", "#fbefff", "#8250df"), ("ask", "#fff8c5", "#9a6700"), ("wait", "#e6fafa", "#1b7c83"),
        ("fail", "#ffebe9", "#cf222e"), ("switch", "#fffaf5", "#bc4c00"), ("decision", "#fff1e5", "#bc4c00"),
        ("group", "#fafbfc", "#8c959f"),
    ]

    private static let dark = [
        ("agent", "#0c2d4d", "#4493f8"), ("tool", "#0f2e1a", "#3fb950"), ("value", "#1c2128", "#7d8590"),
        ("workflow", "#271b3f", "#ab7df8"), ("ask", "#332705", "#d29922"), ("wait", "#0b2b2e", "#39c5cf"),
        ("fail", "#3c1418", "#f85149"), ("switch", "#17120d", "#db6d28"), ("decision", "#3d2008", "#db6d28"),
        ("group", "#11161d", "#656c76"),
    ]

    private static func rules(_ colours: [(kind: String, fill: String, stroke: String)]) -> String {
        colours.map { kind, fill, stroke in
            ".\(kind) > .box { fill: \(fill); stroke: \(stroke) } .\(kind) > .edge { stroke: \(stroke) }"
        }.joined(separator: "\n")
    }
}

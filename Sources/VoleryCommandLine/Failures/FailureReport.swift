internal import VoleryCore

/// Why a run failed, for the person who acts: what happened, where in the run, and where in the file.
struct FailureReport {
    let error: RunError
    /// The place of `error.path` in the file that was run.
    var place: Place?
    /// The files that places are in.
    var sources: [SourceText] = []

    /// The report's lines, each ended.
    func text(style: DiagnosticRenderer.Style, columns: Int) -> String {
        let lines = TerminalText.block(error.message, columns: DiagnosticRenderer.mostColumns)
        var notes = Array(lines.dropFirst())
        if error.address != .run { notes.append("at \(error.address) of the run") }
        if place == nil, let path = error.path { notes.append("in `\(path)`") }
        let diagnostic = Diagnostic(
            code: error.code.rawValue,
            lines.first ?? "",
            at: place,
            notes: notes
        )
        return DiagnosticRenderer(sources: sources, style: style, columns: columns).render(diagnostic)
    }
}

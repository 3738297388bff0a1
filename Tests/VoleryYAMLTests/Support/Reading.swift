import VoleryCore
import VoleryYAML

/// The faults of a text, as `V0011 3:1` each.
func faults(_ text: String) -> [String] {
    faults(of: SourceText(file: "test.yaml", text: text)).map { "\($0.code) \(position($0))" }
}

/// The faults of a file; none if it can be read.
func faults(of source: SourceText) -> [Diagnostic] {
    do throws(DiagnosticsError) {
        _ = try YAMLParser.parse(source)
        return []
    } catch {
        return error.diagnostics
    }
}

private func position(_ diagnostic: Diagnostic) -> String {
    diagnostic.place.map { "\($0.start.line):\($0.start.column)" } ?? "nowhere"
}

/// What a text of one document is as JSON.
func json(_ text: String) throws -> JSONValue {
    try YAMLParser.parse(text, file: "test.yaml").json()
}

/// What stands at a place, line ends as line feeds.
func excerpt(_ place: Place, of source: SourceText) -> String {
    (place.start.line...place.end.line).map { number in
        var line = Array((source.line(number) ?? "").unicodeScalars)
        if number == place.end.line { line = Array(line.prefix(place.end.column - 1)) }
        if number == place.start.line { line = Array(line.dropFirst(place.start.column - 1)) }
        var text = ""
        text.unicodeScalars.append(contentsOf: line)
        return text
    }.joined(separator: "\n")
}

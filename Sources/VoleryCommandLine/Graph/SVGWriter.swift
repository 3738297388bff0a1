internal import VoleryCore

/// Writes XML, in which no text of a workflow can be anything but text.
struct SVGWriter {
    private(set) var text = ""

    mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String>) {
        text += "<\(name)\(Self.written(attributes))>\n"
    }

    mutating func close(_ name: String) {
        text += "</\(name)>\n"
    }

    mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String>, _ content: String? = nil) {
        let end = content.map { ">\(Self.escaped($0))</\(name)>" } ?? "/>"
        text += "<\(name)\(Self.written(attributes))\(end)\n"
    }

    /// Adds what is XML already.
    mutating func raw(_ xml: String) {
        text += xml
    }

    private static func written(_ attributes: KeyValuePairs<String, String>) -> String {
        attributes.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
    }

    private static func escaped(_ text: String) -> String {
        TerminalText.escapedKeepingLines(text).unicodeScalars.map { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            default: String(scalar)
            }
        }.joined()
    }
}

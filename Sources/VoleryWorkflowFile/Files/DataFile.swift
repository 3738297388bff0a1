package import VoleryCore
import VoleryYAML

/// A file of values beside the language's own: YAML, of which JSON is a part.
package enum DataFile {
    /// The members of a file's one mapping.
    ///
    /// - Parameters:
    ///   - text: The file's text.
    ///   - name: Its name for messages.
    /// - Returns: The members.
    /// - Throws: All that is wrong with it.
    package static func members(of text: String, name: String) throws(DiagnosticsError) -> JSONObject {
        let source = SourceText(file: name, text: text)
        do throws(DiagnosticsError) {
            return try YAMLParser.parseMapping(source).json().objectValue ?? [:]
        } catch {
            throw DiagnosticsError(error.diagnostics, sources: [source])
        }
    }
}

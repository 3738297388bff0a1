import VoleryCore
import VoleryYAML

/// Reads a file of the language as far as its form.
enum WorkflowFiles {
    /// The root of a file whose form has been checked; `nil` if it can't be read, which has then been reported.
    ///
    /// - Parameters:
    ///   - location: The file.
    ///   - format: How it is written.
    ///   - log: Where faults go.
    ///   - node: Where another file names it.
    /// - Returns: The root; `nil` if it can't be read.
    static func root(
        of location: FileLocation,
        _ format: ValueFormat,
        _ log: FaultLog,
        namedAt node: YAMLNode? = nil
    ) -> YAMLNode? {
        let source: SourceText
        do throws(FileReader.Fault) {
            source = try log.read(location)
        } catch {
            let near = NearestName.of(location.name, among: FileReader.names(inFolder: location.folder))
            let suggestion = near.map { name in
                node?.suggestion(for: name, insteadOf: location.name) ?? location.beside("\(name).yaml").shown
            }
            log.report(error.code, error.message, at: node?.place, suggestion: suggestion)
            return nil
        }
        return root(of: source, format, log)
    }

    /// The root of a file's text.
    static func root(of source: SourceText, _ format: ValueFormat, _ log: FaultLog) -> YAMLNode? {
        log.add(source)
        let reading = YAMLParser.readMapping(source)
        log.add(ofYAML: reading.faults)
        guard let root = reading.root else { return nil }
        FormatChecker(log: log).check(root, format)
        SecretScan(log: log).scan(root)
        return root
    }
}

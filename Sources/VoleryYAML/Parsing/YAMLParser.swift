public import VoleryCore

/// Reads YAML 1.2 files within the language's bounds, and says all that is wrong with one.
///
/// Duplicate keys, merge keys and tags other than the core schema's are errors; anchors and aliases work. The bounds:
/// 256 KiB, 64 levels, 100,000 values with aliases expanded.
public enum YAMLParser {
    /// Reads a file with one document.
    ///
    /// - Throws: Every fault found.
    public static func parse(_ source: SourceText) throws(DiagnosticsError) -> YAMLNode {
        let reading = read(source)
        guard let root = reading.root, reading.faults.isEmpty else { throw DiagnosticsError(reading.faults) }
        return root
    }

    /// Reads a text with one document.
    ///
    /// - Throws: Every fault found.
    public static func parse(_ text: String, file: String) throws(DiagnosticsError) -> YAMLNode {
        try parse(SourceText(file: file, text: text))
    }

    /// Reads the bytes of a file with one document.
    ///
    /// - Throws: Every fault found.
    public static func parse(bytes: some Collection<UInt8>, file: String) throws(DiagnosticsError) -> YAMLNode {
        try parse(SourceText(file: file, bytes: bytes))
    }

    /// Reads a file whose one document is a mapping, as all files of the language are.
    ///
    /// - Throws: Every fault found.
    public static func parseMapping(_ source: SourceText) throws(DiagnosticsError) -> YAMLNode {
        let reading = readMapping(source)
        guard let root = reading.root, reading.faults.isEmpty else { throw DiagnosticsError(reading.faults) }
        return root
    }

    /// Reads as much as can be of a file whose one document is a mapping.
    package static func readMapping(_ source: SourceText) -> YAMLReading {
        let reading = read(source)
        guard let root = reading.root, root.entries == nil else { return reading }
        // What isn't what it should be for another fault has been reported as that.
        guard reading.faults.isEmpty else { return YAMLReading(root: nil, faults: reading.faults) }
        let message = "the file is \(root.kindName), but should be a mapping of keys to values"
        let fault = Diagnostic(code: YAMLCode.notAMapping.rawValue, message, at: root.place)
        return YAMLReading(root: nil, faults: [fault])
    }

    private static func read(_ source: SourceText) -> YAMLReading {
        let (roots, faults) = documents(of: source, atMost: 1)
        guard roots.isEmpty, faults.isEmpty else { return YAMLReading(root: roots.first, faults: faults) }
        return YAMLReading(root: nil, faults: [emptyFile(source)])
    }

    /// Reads a file with any number of documents.
    ///
    /// - Throws: Every fault up to the end of the first document that has one.
    package static func parseStream(_ source: SourceText) throws(DiagnosticsError) -> [YAMLNode] {
        let (roots, faults) = documents(of: source, atMost: .max)
        guard faults.isEmpty else { throw DiagnosticsError(faults) }
        return roots
    }

    /// The roots of a file's documents and its faults; there are no roots if it can't be read to its end.
    private static func documents(
        of source: SourceText,
        atMost most: Int
    ) -> (roots: [YAMLNode], faults: [Diagnostic]) {
        do throws(DiagnosticsError) {
            try SourceCheck.check(source)
            return try checkedDocuments(of: source, atMost: most)
        } catch {
            return ([], error.diagnostics)
        }
    }

    private static func checkedDocuments(
        of source: SourceText,
        atMost most: Int
    ) throws(DiagnosticsError) -> (roots: [YAMLNode], faults: [Diagnostic]) {
        var events = EventStream(source)
        var roots: [YAMLNode] = []
        var builder = NodeBuilder(source)
        while true {
            let event: YAMLEvent
            do { event = try events.next() } catch { throw builder.error(error.diagnostic(in: source)) }
            switch event.kind {
            case .documentStart where roots.count >= most:
                let second = secondDocument(at: source.place(ofUTF8: event.range))
                return (roots, builder.error(second).diagnostics)
            case .documentEnd:
                if let root = builder.root { roots.append(root) }
                // With faults the rest is read for its own, up to the next document.
                if builder.faults.isEmpty { builder = NodeBuilder(source) }
            case .streamEnd:
                return (roots, builder.faults.error.diagnostics)
            default:
                try builder.take(event)
            }
        }
    }

    private static func secondDocument(at place: Place) -> Diagnostic {
        let message = "a second document begins here, but a file holds one"
        return Diagnostic(code: YAMLCode.severalDocuments.rawValue, message, at: place)
    }

    private static func emptyFile(_ source: SourceText) -> Diagnostic {
        let message = "the file is empty: it holds no keys and values"
        return Diagnostic(code: YAMLCode.empty.rawValue, message, at: source.place(ofUTF8: 0..<0))
    }
}

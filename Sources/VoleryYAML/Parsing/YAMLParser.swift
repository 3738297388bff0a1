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
        let documents = try documents(of: source, atMost: 1)
        guard let root = documents.first else { throw DiagnosticsError([emptyFile(source)]) }
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
        let root = try parse(source)
        guard root.entries == nil else { return root }
        let message = "the file is \(root.kindName), but should be a mapping of keys to values"
        throw DiagnosticsError([Diagnostic(code: YAMLCode.notAMapping.rawValue, message, at: root.place)])
    }

    /// Reads a file with any number of documents.
    ///
    /// - Throws: Every fault up to the end of the first document that has one.
    package static func parseStream(_ source: SourceText) throws(DiagnosticsError) -> [YAMLNode] {
        try documents(of: source, atMost: .max)
    }

    private static func documents(of source: SourceText, atMost most: Int) throws(DiagnosticsError) -> [YAMLNode] {
        try SourceCheck.check(source)
        var events = EventStream(source)
        var documents: [YAMLNode] = []
        var builder = NodeBuilder(source)
        while true {
            let event: YAMLEvent
            do { event = try events.next() } catch { throw builder.error(error.diagnostic(in: source)) }
            switch event.kind {
            case .documentStart where documents.count >= most:
                throw builder.error(secondDocument(at: source.place(ofUTF8: event.range)))
            case .documentEnd:
                if let root = builder.root { documents.append(root) }
                // With faults the rest is read for its own, up to the next document.
                if builder.faults.isEmpty { builder = NodeBuilder(source) }
            case .streamEnd:
                guard builder.faults.isEmpty else { throw builder.faults.error }
                return documents
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

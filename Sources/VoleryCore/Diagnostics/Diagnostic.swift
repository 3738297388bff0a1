/// Something that a person should know of a file: a fault or a doubt, where it is, and what to do about it.
///
/// Loading collects every diagnostic and fails once with all of them.
public struct Diagnostic: Sendable, Hashable {
    /// How bad it is.
    public enum Severity: String, Sendable, Hashable, Codable {
        /// The file can't be used.
        case error
        /// The file can be used, but is probably not what its author means.
        case warning
    }

    /// How bad it is.
    public var severity: Severity
    /// The stable code of this kind of diagnostic, such as `V0102`; it never changes its meaning.
    public var code: String
    /// What is wrong, in one sentence.
    public var message: String
    /// Where it is, if it came from a file.
    public var place: Place?
    /// Further lines: what was expected, what is known.
    public var notes: [String]
    /// What to write instead, if there is a good guess ("did you mean …?").
    public var suggestion: String?

    /// A diagnostic of some kind, at a place.
    public init(
        _ severity: Severity = .error,
        code: String,
        _ message: String,
        at place: Place? = nil,
        notes: [String] = [],
        suggestion: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.place = place
        self.notes = notes
        self.suggestion = suggestion
    }
}

/// Thrown when a file has errors: all of them, in the order of their places.
public struct DiagnosticsError: Error, Sendable {
    /// What was found; at least one is an error.
    public var diagnostics: [Diagnostic]
    /// The files that they speak of, as far as they were read, so that ``DiagnosticRenderer`` can show their lines.
    public var sources: [SourceText]

    /// An error that carries diagnostics.
    public init(_ diagnostics: [Diagnostic], sources: [SourceText] = []) {
        self.diagnostics = diagnostics
        self.sources = sources
    }
}

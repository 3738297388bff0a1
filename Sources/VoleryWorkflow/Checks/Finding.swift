public import VoleryCore

/// What a check of a workflow found: a fault or a doubt, and the key that it is about.
///
/// A workflow's values don't know their places in a file; who read the file turns paths into places.
public struct Finding: Sendable, Hashable {
    /// How bad it is.
    public var severity: Diagnostic.Severity
    /// The stable code of this kind of finding, such as `V0152`.
    public var code: String
    /// What is wrong, in one sentence.
    public var message: String
    /// The key that it is about, such as `steps.plan.prompt`.
    public var path: String
    /// The stretch of the key's text that it is about: UTF-8 offsets; `nil` for the value as a whole.
    public var range: Range<Int>?
    /// Whether it is about the key itself rather than its value.
    public var isAboutKey: Bool
    /// Further lines.
    public var notes: [String]
    /// What to write instead, if there is a good guess.
    public var suggestion: String?

    package init(
        _ code: CheckCode,
        _ message: String,
        at path: String,
        range: Range<Int>? = nil,
        isAboutKey: Bool = false,
        severity: Diagnostic.Severity = .error,
        notes: [String] = [],
        suggestion: String? = nil
    ) {
        self.severity = severity
        self.code = code.rawValue
        self.message = message
        self.path = path
        self.range = range
        self.isAboutKey = isAboutKey
        self.notes = notes
        self.suggestion = suggestion
    }
}

extension Finding: CustomStringConvertible {
    /// The path and what is wrong there.
    public var description: String { "\(path): \(message)" }
}

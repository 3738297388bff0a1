public import VoleryCore

/// A person answers.
public struct AskStep: Sendable {
    /// What is asked.
    public var text: Template
    /// The schema of the answer; `nil` for text.
    public var output: JSONSchema?
    /// An answer to start from.
    public var draft: TemplateValue?

    /// A question to a person.
    public init(text: Template, output: JSONSchema? = nil, draft: TemplateValue? = nil) {
        self.text = text
        self.output = output
        self.draft = draft
    }
}

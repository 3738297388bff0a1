/// What a person said to a question.
public enum Answer: Sendable, Hashable {
    /// The answer: text as a string, else what fits the question's schema.
    case value(JSONValue)
    /// The call may be made, and others like it as far as the scope goes.
    case allowed(ApprovalScope)
    /// The call may not be made, and why, if the person said so.
    case denied(because: String?)
}

/// How far an approval goes.
public enum ApprovalScope: String, Sendable, Hashable, CaseIterable {
    /// This call with these arguments, once.
    case call
    /// Every call of the tool to the same host, for the rest of the run.
    case host
    /// Every call of the tool by this agent, for the rest of the run.
    case tool
}

public import VoleryCore

/// What a run was made from, for whoever goes on with it; holds no secret.
public struct RunHeader: Sendable, Hashable {
    /// The workflow's file, if it came from one.
    public var file: String?
    /// The run that this one was made from, if it is a fork or a run after an edit.
    public var parent: String?
    /// The checked workflow, its agents and its settings.
    public var contents: JSONValue

    /// What a run was made from.
    public init(_ contents: JSONValue = .null, file: String? = nil, parent: String? = nil) {
        self.contents = contents
        self.file = file
        self.parent = parent
    }
}

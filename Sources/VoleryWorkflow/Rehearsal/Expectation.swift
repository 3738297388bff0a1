/// What has to hold when a run has ended; `outputs`, `status`, `error` and `usage` are in scope.
public struct Expectation: Sendable {
    /// What its author calls it, if it has a name.
    public var name: String?
    /// The condition.
    public var condition: Expression
    /// The key in the file, such as `expect[0]`.
    public var path: String

    /// An expectation.
    public init(name: String? = nil, _ condition: Expression, path: String) {
        self.name = name
        self.condition = condition
        self.path = path
    }
}

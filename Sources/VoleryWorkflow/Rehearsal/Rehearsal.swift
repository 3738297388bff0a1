public import VoleryCore

/// What a model would say, so that a workflow runs without one: replies by address, and results in place of tools.
public struct Rehearsal: Sendable {
    /// Inputs where none are given.
    public var inputs: JSONObject
    /// The replies of conversations.
    public var scripts: [Script]
    /// Results in place of the real tools', by the tools' names; the first whose condition holds counts.
    public var tools: [String: [ToolResult]]
    /// What has to hold when the run has ended, if the rehearsal is a test.
    public var expectations: [Expectation]

    /// A rehearsal; with nothing in it, everything that a model says is made up.
    public init(
        inputs: JSONObject = JSONObject(),
        scripts: [Script] = [],
        tools: [String: [ToolResult]] = [:],
        expectations: [Expectation] = []
    ) {
        self.inputs = inputs
        self.scripts = scripts
        self.tools = tools
        self.expectations = expectations
    }

    /// What is said in the conversations that a pattern names, one reply for each request, from the first in each.
    public struct Script: Sendable {
        /// Which conversations.
        public var pattern: AddressPattern
        /// What is said, in order.
        public var replies: [Reply]

        /// Replies for the conversations of a pattern.
        public init(pattern: AddressPattern, replies: [Reply]) {
            self.pattern = pattern
            self.replies = replies
        }
    }

    /// One reply of a model.
    public struct Reply: Sendable {
        /// What it is.
        public var kind: Kind
        /// The key in the file, such as `replies.plan[0]`.
        public var path: String

        /// A reply.
        public init(_ kind: Kind, path: String) {
            self.kind = kind
            self.path = path
        }

        /// The kinds of replies.
        ///
        /// In their templates `prompt`, `context` and `results` are in scope.
        public enum Kind: Sendable {
            /// A structured answer.
            case output(TemplateValue)
            /// An answer in words.
            case text(Template)
            /// Tool calls, all in one reply.
            case calls([(tool: String, arguments: TemplateValue)])
            /// A fault of the server: its status, and how long it asks to wait.
            case error(status: Int, after: Duration?)
        }
    }

    /// A result in place of a real tool's.
    public struct ToolResult: Sendable {
        /// For which calls, with `arguments` in scope; all unless given.
        public var condition: Expression?
        /// The result.
        public var result: JSONValue
        /// The key in the file.
        public var path: String

        /// A result.
        public init(condition: Expression? = nil, result: JSONValue, path: String) {
            self.condition = condition
            self.result = result
            self.path = path
        }
    }

    /// The script for a conversation: the one whose pattern is the most exact.
    public func script(for address: Address) -> Script? {
        scripts.filter { $0.pattern.matches(address) }.min { $0.pattern.stars < $1.pattern.stars }
    }
}

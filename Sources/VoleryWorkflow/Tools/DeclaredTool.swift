public import VoleryCore

/// A tool that is declared in a file instead of being written in Swift: a command, or a request to a server.
public struct DeclaredTool: Sendable {
    /// The name by which it is granted and called.
    public var name: String
    /// What it does and when to use it, for the model.
    public var description: String
    /// What it is called with.
    public var arguments: [Input]
    /// What its result has to fit, which is then read as JSON; text, or what the server says that it is, without one.
    public var output: JSONSchema?
    /// What a call does.
    public var action: Action
    /// What may happen when it is in doubt whether a call was made.
    public var repeats: ToolRepeats
    /// The variables of `env` that its templates name; they are secrets.
    public var environment: [String: String]
    /// The key in the file: `tools.weather`, or `volery.yaml.tools.weather`.
    public var path: String
    /// Whether the project declares it, for all its workflows.
    public var isOfProject: Bool

    /// A tool.
    public init(
        name: String,
        description: String,
        arguments: [Input] = [],
        output: JSONSchema? = nil,
        action: Action,
        repeats: ToolRepeats = .once,
        environment: [String: String] = [:],
        path: String? = nil,
        isOfProject: Bool = false
    ) {
        self.name = name
        self.description = description
        self.arguments = arguments
        self.output = output
        self.action = action
        self.repeats = repeats
        self.environment = environment
        self.path = path ?? "tools.\(name)"
        self.isOfProject = isOfProject
    }

    /// What a call does; `arguments` is in scope in its templates.
    public enum Action: Sendable {
        /// Runs a program in the sandbox, with its arguments as they are: no shell reads them.
        case command([Template], stdin: Template?)
        /// Asks a server.
        case http(Request)
        /// Asks the search service of the project.
        case search(SearchSettings)
    }

    /// A request; values in its address are percent-encoded.
    public struct Request: Sendable {
        /// The method, `GET` unless given.
        public var method: String
        /// The address, whose host is fixed.
        public var url: Template
        /// Header fields.
        public var headers: [(name: String, value: Template)]
        /// The body: text as it is, a map or a list as JSON.
        public var body: TemplateValue?

        /// A request.
        public init(
            method: String = "GET",
            url: Template,
            headers: [(name: String, value: Template)] = [],
            body: TemplateValue? = nil
        ) {
            self.method = method
            self.url = url
            self.headers = headers
            self.body = body
        }
    }
}

extension DeclaredTool {
    /// The JSON Schema of its arguments.
    /// - Throws: `JSONSchemaError` if an argument's schema is none.
    public var argumentsSchema: JSONSchema {
        get throws {
            var properties = JSONObject()
            for argument in arguments { properties[argument.name] = argument.schema.value }
            let required = arguments.filter { $0.defaultValue == nil }.map { JSONValue.string($0.name) }
            return try JSONSchema([
                "type": "object", "properties": .object(properties), "required": .array(required),
                "additionalProperties": false,
            ])
        }
    }

    /// What its calls touch: a command what the shell does, a request what lies outside.
    public var effects: ToolEffects {
        switch action {
        case .command: [.readsPrivateData, .changesWorkspace]
        case .http(let request) where request.method == "GET" && repeats == .reads: [.readsUntrusted, .sendsOutside]
        case .search: [.readsUntrusted, .sendsOutside]
        case .http: [.readsUntrusted, .sendsOutside, .changesOutside]
        }
    }

    /// Its templates, each with the key that holds it.
    package var templates: [(path: String, template: Template)] {
        switch action {
        case .search: []
        case .command(let words, let stdin):
            words.enumerated().map { ("command[\($0)]", $1) } + (stdin.map { [("stdin", $0)] } ?? [])
        case .http(let request):
            [("http.url", request.url)] + request.headers.map { ("http.headers.\($0.name)", $0.value) }
                + (request.body?.templates ?? []).map { ("http.body\($0.path)", $0.template) }
        }
    }
}

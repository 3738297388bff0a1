import VoleryCEL
import VoleryCore
import VoleryWorkflow
import VoleryYAML

/// Makes declared tools of what their format's check has let pass.
struct ToolDecoder {
    let log: FaultLog
    /// What `env` holds; `nil` where it is not in scope.
    var environment: [String: String]?

    func tools(_ node: YAMLNode?, path: String) -> [DeclaredTool] {
        (node?.entries ?? []).map { tool($0.name, $0.value, path: "\(path).\($0.name)") }
    }

    private func tool(_ name: String, _ node: YAMLNode, path: String) -> DeclaredTool {
        // What has been reported as wrong is a tool all the same, so that those who use it aren't wrong, too.
        let action = action(node) ?? .command([], stdin: nil)
        var tool = DeclaredTool(
            name: name,
            description: node["description"]?.text ?? "",
            arguments: AgentDecoder.inputs(node["arguments"]),
            output: node["output"].map(AgentDecoder.schema),
            action: action,
            repeats: node["repeats"]?.text.flatMap(ToolRepeats.init) ?? .once,
            path: path,
            isOfProject: environment != nil
        )
        for (path, template) in tool.templates {
            for (expression, offset) in template.expressions {
                check(expression, offset, in: node, at: path)
                for variable in expression.tree.references.compactMap(\.environmentVariable) {
                    tool.environment[variable] = environment?[variable]
                }
            }
        }
        return tool
    }

    private func action(_ node: YAMLNode) -> DeclaredTool.Action? {
        let text = TextDecoder(log: log)
        if let words = node["command"]?.elements {
            return .command(
                words.map { text.template($0) ?? Template(text: "") },
                stdin: node["stdin"].flatMap(text.template)
            )
        }
        guard let request = node["http"], let url = request["url"].flatMap(text.template) else { return nil }
        return .http(
            DeclaredTool.Request(
                method: request["method"]?.text ?? "GET",
                url: url,
                headers: (request["headers"]?.entries ?? []).compactMap { entry in
                    text.template(entry.value).map { (entry.name, $0) }
                },
                body: request["body"].map(text.value)
            )
        )
    }

    /// Reports variables of the environment that are not set; everything else is checked with the workflow.
    private func check(_ expression: Expression, _ offset: Int, in node: YAMLNode, at path: String) {
        guard let environment else { return }
        let check = EnvironmentCheck(environment: environment)
        for (code, problem) in check.unsetVariables(in: expression, offset: offset) {
            let field = node.descendant(at: JSONPointer(path: path))
            let place = field.place(ofUTF8Offset: problem.range.lowerBound, length: problem.range.count)
            log.add(Diagnostic(code: code, problem.message, at: place, suggestion: problem.suggestion))
        }
    }
}

extension CELReference {
    /// The variable of the environment that is named.
    fileprivate var environmentVariable: String? {
        guard root == "env", case .field(let name)? = steps.first?.key else { return nil }
        return name
    }
}

extension JSONPointer {
    /// A path such as `command[2]` or `http.headers.Accept` as a pointer.
    fileprivate init(path: String) {
        let tokens = path.replacing("]", with: "").split(whereSeparator: { $0 == "." || $0 == "[" })
        self.init(tokens: tokens.map(String.init))
    }
}

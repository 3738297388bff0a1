import VoleryCEL
import VoleryCore

extension WorkflowCheck {
    /// Checks the tools that files declare.
    mutating func checkDeclaredTools() {
        for tool in workflow.tools where !isFull {
            checkName(of: tool)
            checkInputs(of: tool.arguments, at: "\(tool.path).arguments")
            let variables = TypeScope.variables(of: tool)
            for (path, template) in tool.templates {
                check(template, at: "\(tool.path).\(path)", variables: variables, .tool)
            }
            if case .http(let request) = tool.action { checkAddress(request.url, of: tool) }
        }
    }

    private mutating func checkName(of tool: DeclaredTool) {
        guard called.context.tools.description(of: tool.name) != nil else { return }
        let message = "there is a tool `\(tool.name)` already, whose name can't be taken"
        findings.append(Finding(.toolNameTaken, message, at: tool.path, isAboutKey: true))
    }

    /// Who is asked has to be known at load, so no argument stands in the host.
    private mutating func checkAddress(_ url: Template, of tool: DeclaredTool) {
        var fixed = ""
        for part in url.parts {
            switch part {
            case .text(let text): fixed += text
            case .expression(let expression, _) where expression.tree.references.allSatisfy { $0.root == "env" }:
                guard let value = try? expression.evaluate(in: DeclaredToolScope(tool, arguments: JSONObject())) else {
                    return
                }
                fixed += ToolOutput(value).text
            case .expression(let expression, let offset):
                if !Self.hasWholeHost(fixed) {
                    let range = offset..<offset + expression.source.utf8.count
                    let message = "an argument can't say which host is asked: the host has to be written out"
                    let path = "\(tool.path).http.url"
                    findings.append(Finding(.hostNotFixed, message, at: path, range: range))
                }
                return
            }
        }
        guard !Self.hasWholeHost(fixed + "/") else { return }
        let message = "an address begins with `https://` or `http://` and a host"
        findings.append(Finding(.hostNotFixed, message, at: "\(tool.path).http.url"))
    }

    /// Whether a text holds an address up to behind its host.
    private static func hasWholeHost(_ text: String) -> Bool {
        let schemes = ["https://", "http://"]
        guard let scheme = schemes.first(where: { text.lowercased().hasPrefix($0) }) else { return false }
        let rest = text.dropFirst(scheme.count)
        guard let end = rest.firstIndex(where: { "/?#".contains($0) }) else { return false }
        return end > rest.startIndex
    }
}

package import VoleryCEL
package import VoleryCore

/// What the templates of a declared tool can name: `arguments`, and in the project file `env`.
package struct DeclaredToolScope: CELActivation {
    private let arguments: CELValue
    private let environment: CELValue

    /// The scope of a call.
    package init(_ tool: DeclaredTool, arguments: JSONObject) {
        self.arguments = CELValue(.object(arguments))
        var variables = JSONObject()
        for (name, value) in tool.environment { variables[name] = .string(value) }
        environment = CELValue(.object(variables))
    }

    package func value(of name: String) throws(CELError) -> CELValue? {
        switch name {
        case "arguments": arguments
        case "env": environment
        default: nil
        }
    }
}

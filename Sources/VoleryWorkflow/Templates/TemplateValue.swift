public import VoleryCEL
public import VoleryCore

/// A value with templates in it, however deep.
public indirect enum TemplateValue: Sendable {
    /// A value as it is: a number, a boolean, null.
    case constant(JSONValue)
    /// Text that may hold expressions.
    case template(Template)
    /// A list.
    case list([TemplateValue])
    /// A map; its keys are as they are.
    case map([(key: String, value: TemplateValue)])

    /// The value.
    /// - Parameter scope: Where names get their values.
    /// - Returns: The value.
    /// - Throws: The first error that an expression raises.
    public func value(in scope: some CELActivation) throws(CELError) -> JSONValue {
        switch self {
        case .constant(let value): return value
        case .template(let template): return try template.value(in: scope)
        case .list(let elements):
            var values: [JSONValue] = []
            for element in elements { values.append(try element.value(in: scope)) }
            return .array(values)
        case .map(let members):
            var object = JSONObject()
            for (key, member) in members { object[key] = try member.value(in: scope) }
            return .object(object)
        }
    }

    /// All templates in it, each with the path from here: `[2].name`.
    public var templates: [(path: String, template: Template)] {
        switch self {
        case .constant: []
        case .template(let template): [("", template)]
        case .list(let elements):
            elements.enumerated().flatMap { index, element in
                element.templates.map { ("[\(index)]\($0.path)", $0.template) }
            }
        case .map(let members):
            members.flatMap { key, member in member.templates.map { (".\(key)\($0.path)", $0.template) } }
        }
    }
}

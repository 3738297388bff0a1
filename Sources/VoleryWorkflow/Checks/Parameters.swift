import VoleryCEL
package import VoleryCore

/// What a `with:` can give: the arguments of a tool, or the inputs of an agent or a workflow.
struct Parameters {
    /// One of them.
    struct Parameter {
        var name: String
        var schema: JSONValue
        /// The schema ready for use; `nil` if it has to be read first.
        var compiled: JSONSchema?
        var isRequired: Bool
    }

    /// What they belong to, for messages: "the tool `shell`".
    var owner: String
    /// The ones that are known.
    var known: [Parameter]
    /// Whether others may be given, too.
    var isOpen: Bool
    /// What messages call one of them.
    var noun: String

    /// Nothing is known of them.
    static let unknown = Parameters(owner: "", known: [], isOpen: true, noun: "argument")

    private init(owner: String, known: [Parameter], isOpen: Bool, noun: String) {
        self.owner = owner
        self.known = known
        self.isOpen = isOpen
        self.noun = noun
    }

    /// The inputs of an agent or a workflow.
    init(inputs: [Input], of owner: String, isOpen: Bool) {
        let known = inputs.map { input in
            Parameter(
                name: input.name,
                schema: input.schema.value,
                compiled: input.schema,
                isRequired: input.defaultValue == nil
            )
        }
        self.init(owner: owner, known: isOpen ? [] : known, isOpen: isOpen, noun: "input")
    }

    /// The arguments that an object's schema describes.
    ///
    /// As in expressions, names that it doesn't list are mistakes
    /// unless it says what they are.
    init(schema: JSONValue, of owner: String) {
        let required = Set((schema["required"]?.arrayValue ?? []).compactMap(\.stringValue))
        let known = (schema["properties"]?.objectValue ?? [:]).map { name, schema in
            Parameter(name: name, schema: schema, isRequired: required.contains(name))
        }
        let others = schema["additionalProperties"]
        let isOpen = others == nil ? schema["properties"] == nil : others != false
        self.init(owner: owner, known: known, isOpen: isOpen, noun: "argument")
    }

    subscript(name: String) -> Parameter? { known.first { $0.name == name } }
}

extension WorkflowCheck {
    /// Checks what a step gives to its tool, agent or workflow.
    mutating func check(
        _ values: [(name: String, value: TemplateValue)],
        against parameters: Parameters,
        _ variables: [String: CELType],
        at path: String
    ) {
        var misspelt: Set<String> = []
        for (name, value) in values where !isFull {
            let place = "\(path).with.\(name)"
            guard let parameter = parameters[name] else {
                check(value, at: place, variables: variables, .workflow)
                if !parameters.isOpen { misspelt.formUnion(reportUnknown(name, in: parameters, at: place)) }
                continue
            }
            check(value, for: parameter, variables, at: place)
        }
        let given = misspelt.union(values.map(\.name))
        for parameter in parameters.known where parameter.isRequired && !given.contains(parameter.name) {
            let message = "\(parameters.owner) needs the \(parameters.noun) `\(parameter.name)`"
            let hint = "give it under `with:`"
            // A `with` that is none has been reported where it stands.
            let isThere = !values.isEmpty
            let finding = Finding(.missingArgument, message, at: "\(path).with", isAboutKey: isThere, notes: [hint])
            findings.append(finding)
        }
    }

    private mutating func reportUnknown(_ name: String, in parameters: Parameters, at path: String) -> [String] {
        let known = parameters.known.map(\.name)
        let near = NearestName.of(name, among: known)
        let all = known.isEmpty ? "it takes none" : "it takes \(known.joined(separator: ", "))"
        findings.append(
            Finding(
                .unknownArgument,
                "\(parameters.owner) has no \(parameters.noun) `\(name)`",
                at: path,
                isAboutKey: true,
                notes: near == nil ? [all] : [],
                suggestion: near
            )
        )
        return near.map { [$0] } ?? []
    }

    /// Checks a constant by its schema, and of anything else the type.
    mutating func check(
        _ value: TemplateValue,
        for parameter: Parameters.Parameter,
        _ variables: [String: CELType],
        at path: String
    ) {
        if let constant = value.constant {
            check(value, at: path, variables: variables, .workflow)
            checkFit(of: constant, parameter, at: path)
            return
        }
        guard case .template(let template) = value else {
            check(value, at: path, variables: variables, .workflow)
            return
        }
        let before = findings.count
        let type = check(template, at: path, variables: variables, .workflow)
        let wanted = CELType(outlineOf: parameter.schema)
        guard findings.count == before, type.excludes(wanted) else { return }
        let message = "`\(parameter.name)` is \(wanted.words), but this is \(type.words)"
        findings.append(Finding(.valueDoesNotFit, message, at: path))
    }

    private mutating func checkFit(of value: JSONValue, _ parameter: Parameters.Parameter, at path: String) {
        // A part of a schema may refer to other parts of the whole; the call itself is checked by the whole.
        guard let schema = parameter.compiled ?? (try? JSONSchema(parameter.schema)) else { return }
        for violation in schema.validate(value) {
            let place = path + violation.instance.path
            findings.append(Finding(.valueDoesNotFit, "the value does not fit: \(violation.message)", at: place))
        }
    }
}

extension JSONPointer {
    /// The pointer as the end of a path: `.files[2].name`.
    var path: String {
        tokens.map { Int($0) == nil ? ".\($0)" : "[\($0)]" }.joined()
    }
}

extension TemplateValue {
    /// The value, if there is no expression in it.
    package var constant: JSONValue? {
        switch self {
        case .constant(let value): return value
        case .template(let template):
            guard template.expressions.isEmpty else { return nil }
            let texts = template.parts.map { if case .text(let text) = $0 { text } else { "" } }
            return .string(texts.joined())
        case .list(let elements):
            let constants = elements.compactMap(\.constant)
            return constants.count == elements.count ? .array(constants) : nil
        case .map(let members):
            var object = JSONObject()
            for (key, member) in members {
                guard let constant = member.constant else { return nil }
                object[key] = constant
            }
            return .object(object)
        }
    }
}

import VoleryCEL
import VoleryCore

extension WorkflowCheck {
    /// Checks one expression and gives its type.
    @discardableResult
    mutating func check(
        _ expression: Expression,
        at path: String,
        offset: Int = 0,
        variables: [String: CELType],
        _ location: ExpressionCheck.Location
    ) -> CELType {
        guard !isFull else { return .dyn }
        let check = ExpressionCheck(
            location: location,
            variables: variables,
            path: path,
            offset: offset,
            locations: locations
        )
        return check.type(of: expression, &findings)
    }

    /// Checks a template's expressions and gives the type of its value.
    @discardableResult
    mutating func check(
        _ template: Template,
        at path: String,
        variables: [String: CELType],
        _ location: ExpressionCheck.Location
    ) -> CELType {
        var type = CELType.string
        let isSingle = template.single != nil
        for (expression, offset) in template.expressions {
            let found = check(expression, at: path, offset: offset, variables: variables, location)
            if isSingle { type = found }
        }
        warnOfForeignTemplates(in: template, at: path, variables)
        return type
    }

    /// Warns of expressions that are written as in other languages, so that they are text here.
    private mutating func warnOfForeignTemplates(in template: Template, at path: String, _ variables: [String: CELType])
    {
        for foreign in ForeignTemplate.all(in: template, isInScope: { variables[$0] != nil }) {
            findings.append(
                Finding(
                    .foreignTemplate,
                    "this is text here; a template is `${{ … }}`",
                    at: path,
                    range: foreign.range,
                    severity: .warning,
                    suggestion: foreign.suggestion
                )
            )
        }
    }

    /// Checks all templates in a value and gives its type.
    @discardableResult
    mutating func check(
        _ value: TemplateValue,
        at path: String,
        variables: [String: CELType],
        _ location: ExpressionCheck.Location
    ) -> CELType {
        switch value {
        case .constant(let value):
            if let text = value.stringValue {
                warnOfForeignTemplates(in: Template(text: text), at: path, variables)
            }
            return CELType(of: value)
        case .template(let template): return check(template, at: path, variables: variables, location)
        case .list(let elements):
            var types: [CELType] = []
            for (index, element) in elements.enumerated() {
                types.append(check(element, at: "\(path)[\(index)]", variables: variables, location).bounded)
            }
            return .list(.joined(types))
        case .map(let members):
            var fields: [String: CELObjectType.Field] = [:]
            for (key, member) in members {
                fields[key] = .init(check(member, at: "\(path).\(key)", variables: variables, location))
            }
            return CELType.object(CELObjectType(fields: fields)).bounded
        }
    }
}

import VoleryCEL

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
        let numbers = numbers
        let check = ExpressionCheck(
            location: location,
            variables: variables,
            path: path,
            offset: offset,
            isStep: { numbers[$0] != nil }
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
        return type
    }

    /// Checks all templates in a value.
    mutating func check(
        _ value: TemplateValue,
        at path: String,
        variables: [String: CELType],
        _ location: ExpressionCheck.Location
    ) {
        for (suffix, template) in value.templates {
            check(template, at: path + suffix, variables: variables, location)
        }
    }
}

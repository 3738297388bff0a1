import SwiftSyntax
import SwiftSyntaxBuilder

/// A stored property that a model gives a value.
struct ArgumentProperty {
    /// The name as a model sees it.
    var name: String
    /// The name as Swift writes it, in backticks if it needs them.
    var identifier: String
    var type: String
    var defaultValue: String?
    var description: String?

    /// The property in the schema.
    var field: String {
        let description = description?.literal ?? "nil"
        guard let defaultValue else {
            return "ToolArgumentField(\"\(name)\", (\(type)).self, description: \(description))"
        }
        return "ToolArgumentField(\"\(name)\", default: (\(defaultValue)) as \(type), description: \(description))"
    }

    /// How its value is read.
    var reading: String {
        guard let defaultValue else { return "try reader.value(\"\(name)\", as: (\(type)).self)" }
        return "try reader.value(\"\(name)\", default: (\(defaultValue)) as \(type))"
    }

    typealias Found = (properties: [ArgumentProperty], problems: [(node: Syntax, problem: ArgumentsProblem)])

    /// The properties of a declaration, and what keeps it from being arguments; computed and static ones are none.
    static func properties(of variable: VariableDeclSyntax) -> Found {
        var found: Found = ([], [])
        let modifiers = variable.modifiers.map(\.name.text)
        if modifiers.contains("static") || modifiers.contains("class") { return found }
        let isStored = variable.bindings.contains { !$0.isComputed }
        guard isStored else { return found }
        if modifiers.contains("lazy") { found.problems.append((Syntax(variable), .isLazy)) }
        if let attribute = variable.attributes.first { found.problems.append((Syntax(attribute), .hasWrapper)) }
        let isConstant = variable.bindingSpecifier.tokenKind == .keyword(.let)
        let description = DocumentationComment.text(before: variable)
        for binding in variable.bindings where !binding.isComputed {
            switch property(binding, isConstant: isConstant, in: variable, description) {
            case .success(let property): found.properties.append(property)
            case .failure(let problem): found.problems.append((problem.node, problem.problem))
            }
        }
        return found
    }

    private struct Failure: Error {
        var node: Syntax
        var problem: ArgumentsProblem
    }

    private static func property(
        _ binding: PatternBindingSyntax,
        isConstant: Bool,
        in variable: VariableDeclSyntax,
        _ description: String?
    ) -> Result<ArgumentProperty, Failure> {
        guard let pattern = binding.pattern.as(IdentifierPatternSyntax.self) else {
            return .failure(Failure(node: Syntax(binding.pattern), problem: .noName))
        }
        let identifier = pattern.identifier.text
        let value = binding.initializer?.value
        if isConstant, let value { return .failure(Failure(node: Syntax(value), problem: .constant(identifier))) }
        guard let type = type(of: binding, in: variable) ?? value.flatMap(literalType) else {
            return .failure(Failure(node: Syntax(binding), problem: .noType(identifier)))
        }
        if let node = unsupported(type) {
            return .failure(Failure(node: node, problem: .type(node.trimmedDescription)))
        }
        let isOptional = type.is(OptionalTypeSyntax.self) || type.trimmedDescription.hasPrefix("Optional<")
        let isNil = value?.is(NilLiteralExprSyntax.self) == true
        return .success(
            ArgumentProperty(
                name: identifier.filter { $0 != "`" },
                identifier: identifier,
                type: type.trimmedDescription,
                defaultValue: isNil && isOptional ? nil : value?.trimmedDescription,
                description: description
            )
        )
    }

    /// In `var a, b: Int` the type stands behind the last name.
    private static func type(of binding: PatternBindingSyntax, in variable: VariableDeclSyntax) -> TypeSyntax? {
        if let type = binding.typeAnnotation?.type { return type }
        guard binding.initializer == nil else { return nil }
        return variable.bindings.drop { $0.id != binding.id }.lazy.compactMap { $0.typeAnnotation?.type }.first
    }

    /// The type of a plain literal, which needs none to be written.
    private static func literalType(_ value: ExprSyntax) -> TypeSyntax? {
        switch value.kind {
        case .stringLiteralExpr: "String"
        case .integerLiteralExpr: "Int"
        case .floatLiteralExpr: "Double"
        case .booleanLiteralExpr: "Bool"
        default: nil
        }
    }

    /// The part of a type that no model can give.
    private static func unsupported(_ type: TypeSyntax) -> Syntax? {
        switch type.kind {
        case .functionType, .tupleType, .metatypeType, .compositionType, .someOrAnyType, .suppressedType:
            Syntax(type)
        case .arrayType: type.as(ArrayTypeSyntax.self).flatMap { unsupported($0.element) }
        case .optionalType: type.as(OptionalTypeSyntax.self).flatMap { unsupported($0.wrappedType) }
        case .implicitlyUnwrappedOptionalType: Syntax(type)
        case .dictionaryType:
            type.as(DictionaryTypeSyntax.self).flatMap { map in
                map.key.trimmedDescription == "String" ? unsupported(map.value) : Syntax(type)
            }
        default: nil
        }
    }
}

extension PatternBindingSyntax {
    /// Whether it has no value of its own: an accessor that gives one, rather than observers of a stored one.
    fileprivate var isComputed: Bool {
        switch accessorBlock?.accessors {
        case nil: false
        case .getter: true
        case .accessors(let accessors):
            !accessors.allSatisfy { ["willSet", "didSet"].contains($0.accessorSpecifier.text) }
        }
    }
}

extension String {
    /// The text as a literal of Swift.
    var literal: String { StringLiteralExprSyntax(content: self).description }
}

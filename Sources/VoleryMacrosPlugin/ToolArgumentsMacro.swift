import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacros

/// `@ToolArguments`: writes a struct's schema and decoding as an extension.
package struct ToolArgumentsMacro: ExtensionMacro {
    package static func expansion(
        of node: AttributeSyntax,
        attachedTo declaration: some DeclGroupSyntax,
        providingExtensionsOf type: some TypeSyntaxProtocol,
        conformingTo protocols: [TypeSyntax],
        in context: some MacroExpansionContext
    ) throws -> [ExtensionDeclSyntax] {
        guard let structure = declaration.as(StructDeclSyntax.self) else {
            context.diagnose(Diagnostic(node: node, message: ArgumentsProblem.notAStruct))
            return []
        }
        if let generics = structure.genericParameterClause {
            context.diagnose(Diagnostic(node: generics, message: ArgumentsProblem.generic))
            return []
        }
        var properties: [ArgumentProperty] = []
        var hasProblems = false
        for member in structure.memberBlock.members {
            guard let variable = member.decl.as(VariableDeclSyntax.self) else { continue }
            let found = ArgumentProperty.properties(of: variable)
            for (node, problem) in found.problems { context.diagnose(Diagnostic(node: node, message: problem)) }
            hasProblems = hasProblems || !found.problems.isEmpty
            properties += found.properties
        }
        guard !hasProblems else { return [] }
        let description = DocumentationComment.text(before: structure)
        return [try source(of: type, structure.accessLevel, properties, description)]
    }

    private static func source(
        of type: some TypeSyntaxProtocol,
        _ access: String,
        _ properties: [ArgumentProperty],
        _ description: String?
    ) throws -> ExtensionDeclSyntax {
        let fields = properties.map { "            \($0.field),\n" }.joined()
        let assignments = properties.map { "        self.\($0.identifier) = \($0.reading)\n" }.joined()
        let members = properties.map { "        members[\"\($0.name)\"] = \($0.identifier).argumentValue\n" }.joined()
        let reader = properties.isEmpty ? "_" : "reader"
        let written = properties.isEmpty ? "let" : "var"
        return try ExtensionDeclSyntax(
            """
            extension \(type.trimmed): ToolArguments, ToolArgumentValue {
                \(raw: access)static let argumentSchema: JSONValue = ToolArgumentField.schema([
            \(raw: fields)    ], description: \(raw: description?.literal ?? "nil"))

                private static let compiledSchema = Result { try JSONSchema(argumentSchema) }

                \(raw: access)static var schema: JSONSchema { get throws { try compiledSchema.get() } }

                \(raw: access)init(arguments value: JSONValue) throws {
                    try self.init(argument: value)
                }

                \(raw: access)init(argument value: JSONValue) throws {
                    let \(raw: reader) = try ToolArgumentReader(value)
            \(raw: assignments)    }

                \(raw: access)var argumentValue: JSONValue {
                    \(raw: written) members = JSONObject()
            \(raw: members)        return .object(members)
                }
            }
            """
        )
    }
}

extension StructDeclSyntax {
    /// What members have to be, to be seen as far as the struct is.
    fileprivate var accessLevel: String {
        let names = modifiers.map(\.name.text)
        return ["public", "package"].first(where: names.contains).map { $0 + " " } ?? ""
    }
}

import SwiftDiagnostics

/// Why a declaration can't be a tool's arguments.
enum ArgumentsProblem: DiagnosticMessage, Equatable {
    case notAStruct
    case generic
    case isLazy
    case hasWrapper
    case noName
    case constant(String)
    case noType(String)
    case type(String)

    var message: String {
        switch self {
        case .notAStruct: "@ToolArguments goes with a struct: a tool's arguments are a value"
        case .generic: "a tool's arguments have one schema, so they can't be generic"
        case .isLazy: "a lazy property can't be an argument; make it a plain `var`, or a computed one"
        case .hasWrapper: "a property with an attribute can't be an argument; make it a plain `var`"
        case .noName: "an argument is a property with a name of its own"
        case .constant(let name): "`\(name)` always has this value, so no model can give it one: make it a `var`"
        case .noType(let name): "write the type of `\(name)`, so that a model can be told what it is"
        case .type(let type):
            """
            a model can't give a `\(type)`: use text, numbers, booleans, lists, maps with text as keys, optionals, or types \
            that conform to ToolArgumentValue
            """
        }
    }

    var diagnosticID: MessageID {
        MessageID(domain: "Volery", id: "ToolArguments.\(String(describing: self).prefix { $0 != "(" })")
    }

    var severity: DiagnosticSeverity { .error }
}

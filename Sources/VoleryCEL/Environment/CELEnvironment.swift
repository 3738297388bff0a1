/// What expressions can name: variables with their types, and functions.
///
/// A new environment has the language's own functions and its extensions for text, math, lists, encodings and optionals.
public struct CELEnvironment: Sendable {
    /// The namespace in which names are looked up first, such as `com.example`; usually empty.
    public var container = ""
    /// The variables' types.
    ///
    /// Names with dots have to be listed here to be found; others need it only to be checked.
    public var variables: [String: CELType] = [:]
    /// The bounds on expressions and on their evaluation.
    public var limits = CELLimits()
    private(set) var functions = StandardFunctions.table

    /// An environment with the standard functions and without variables.
    public init() {}

    /// Adds a function; one with the same name and the same numbers of arguments takes an existing one's place.
    public mutating func add(_ function: CELFunction) {
        functions.add(function)
    }

    /// The names of all functions that expressions can call, those of receivers among them; macros are none.
    public var functionNames: [String] {
        Set(functions.names(isMember: false) + functions.names(isMember: true)).sorted()
    }

    /// Parses and compiles an expression, without checking its types.
    ///
    /// Throws the first mistake in the text, with its place.
    public func compile(_ source: String) throws(CELProblem) -> CELProgram {
        try compile(CELExpression(parsing: source, limits: limits))
    }

    /// Compiles a parsed expression, without checking its types.
    ///
    /// Throws a problem if its values would be nested too deeply.
    public func compile(_ expression: CELExpression) throws(CELProblem) -> CELProgram {
        var compiler = Compiler(environment: self)
        let root = try compiler.compile(expression)
        return CELProgram(root: root, slots: compiler.slots, limits: limits)
    }
}

/// The functions by name.
struct FunctionTable: Sendable {
    private var globals: [String: [CELFunction]] = [:]
    private var members: [String: [CELFunction]] = [:]

    mutating func add(_ function: CELFunction) {
        if function.isMember {
            Self.add(function, to: &members[function.name, default: []])
        } else {
            Self.add(function, to: &globals[function.name, default: []])
        }
    }

    private static func add(_ function: CELFunction, to functions: inout [CELFunction]) {
        functions.removeAll { $0.arities == function.arities }
        functions.append(function)
    }

    /// The global or member functions of a name, whatever their arguments.
    func named(_ name: String, isMember: Bool) -> [CELFunction] {
        (isMember ? members : globals)[name] ?? []
    }

    /// The names of all global or member functions.
    func names(isMember: Bool) -> [String] {
        (isMember ? members : globals).keys.sorted()
    }
}

extension CELFunction {
    /// The numbers of arguments that it takes.
    fileprivate var arities: Set<Int> { Set(signatures.map { $0.isVariadic ? -1 : $0.parameters.count }) }
}

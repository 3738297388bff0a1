/// A parsed expression: a tree whose every node knows its place in the text.
///
/// Macros (`has`, `map`, `cel.bind`, …) are nodes of their own and not expanded, so that what is read here is what was
/// written. A tree is at most ``CELLimits/depth`` levels high.
public struct CELExpression: Sendable {
    /// What the node is.
    public let kind: Kind
    /// The node's number, unique in its tree; the type checker's results refer to it.
    public let id: Int
    /// The node's place: UTF-8 offsets into the text.
    public let range: Range<Int>
    /// The number of levels from here down, 1 for a leaf.
    let height: Int

    init(_ kind: Kind, id: Int, range: Range<Int>) {
        self.kind = kind
        self.id = id
        self.range = range
        var deepest = 0
        kind.forEachChild { deepest = Swift.max(deepest, $0.height) }
        self.height = deepest + 1
    }

    /// The kinds of nodes.
    public indirect enum Kind: Sendable {
        /// A literal: null, a boolean, a number, text or bytes.
        case literal(CELValue)
        /// A name; `absolute` if it is written with a leading dot, which skips local names and the container.
        case identifier(name: String, absolute: Bool)
        /// `operand.field`, or `operand.?field`.
        case select(Select)
        /// `has(operand.field)`.
        case presence(Select)
        /// `operand[index]`, or `operand[?index]` if optional.
        case index(operand: CELExpression, index: CELExpression, optional: Bool)
        /// A call of a function.
        case call(Call)
        /// `[a, ?b]`.
        case list([ListElement])
        /// `{k: v, ?k: v}`.
        case map([MapEntry])
        /// `!a` or `-a`.
        case unary(UnaryOperator, CELExpression)
        /// `a + b` and the like.
        case binary(BinaryOperator, CELExpression, CELExpression)
        /// `a && b && c` or `a || b || c`.
        case logical(LogicalOperator, [CELExpression])
        /// `condition ? a : b`.
        case conditional(CELExpression, CELExpression, CELExpression)
        /// A macro that names elements: `list.map(x, x + 1)`.
        case comprehension(Comprehension)
        /// `cel.bind(name, value, body)`.
        case bind(Binding)
    }

    /// A field of an operand.
    public struct Select: Sendable {
        /// What has the field.
        public let operand: CELExpression
        /// The field's name.
        public let field: String
        /// The place of the name alone.
        public let fieldRange: Range<Int>
        /// Whether it is written `.?field`.
        public let isOptional: Bool
    }

    /// A call of a function.
    public struct Call: Sendable {
        /// The function's name.
        public let name: String
        /// The place of the name alone.
        public let nameRange: Range<Int>
        /// What stands before the dot of `receiver.name(…)`; in `math.ceil(x)` the identifier `math`.
        public let receiver: CELExpression?
        /// The arguments in order.
        public let arguments: [CELExpression]
    }

    /// An element of a list literal.
    public struct ListElement: Sendable {
        /// The element.
        public let value: CELExpression
        /// Whether it is written `?value`.
        public let isOptional: Bool
    }

    /// An entry of a map literal.
    public struct MapEntry: Sendable {
        /// The key.
        public let key: CELExpression
        /// The value.
        public let value: CELExpression
        /// Whether it is written `?key: value`.
        public let isOptional: Bool
    }

    /// A name that a macro introduces.
    public struct Variable: Sendable {
        /// The name.
        public let name: String
        /// Its place.
        public let range: Range<Int>
    }

    /// A macro that evaluates its body once per element, or for the content of an optional.
    public struct Comprehension: Sendable {
        /// Which macro.
        public let macro: Macro
        /// The list, map or optional that it goes over.
        public let operand: CELExpression
        /// One name (element or key), or two (index and element, or key and value).
        public let variables: [Variable]
        /// The condition of the forms that have one beside the body.
        public let filter: CELExpression?
        /// What is evaluated for each element.
        public let body: CELExpression
        /// The place of the macro's name alone.
        public let nameRange: Range<Int>
    }

    /// The macros that name elements.
    public enum Macro: String, Sendable, Hashable {
        /// Whether the body is true for every element.
        case all
        /// Whether the body is true for some element.
        case exists
        /// Whether the body is true for exactly one element.
        case existsOne
        /// A list of what the body gives.
        case map
        /// A list of the elements for which the body is true.
        case filter
        /// As `map`, with two names.
        case transformList
        /// A map with the same keys and what the body gives.
        case transformMap
        /// A map of the entries that the body gives.
        case transformMapEntry
        /// The list in the order of what the body gives.
        case sortBy
        /// An optional of what the body makes of an optional's content.
        case optMap
        /// The optional that the body makes of an optional's content.
        case optFlatMap
    }

    /// A local name for a value.
    public struct Binding: Sendable {
        /// The name.
        public let variable: Variable
        /// What the name stands for.
        public let value: CELExpression
        /// Where the name is known.
        public let body: CELExpression
    }

    /// Operators with one operand.
    public enum UnaryOperator: String, Sendable, Hashable {
        /// Logical not.
        case not = "!"
        /// Arithmetic negation.
        case negate = "-"
    }

    /// Operators with two operands, both always evaluated.
    public enum BinaryOperator: String, Sendable, Hashable {
        /// Addition and concatenation.
        case add = "+"
        /// Subtraction.
        case subtract = "-"
        /// Multiplication.
        case multiply = "*"
        /// Division.
        case divide = "/"
        /// Remainder.
        case modulo = "%"
        /// Equality.
        case equal = "=="
        /// Inequality.
        case notEqual = "!="
        /// Less.
        case less = "<"
        /// Less or equal.
        case lessOrEqual = "<="
        /// Greater.
        case greater = ">"
        /// Greater or equal.
        case greaterOrEqual = ">="
        /// Membership.
        case isIn = "in"
    }

    /// Operators with any number of operands, of which one can decide.
    public enum LogicalOperator: String, Sendable, Hashable {
        /// Whether all are true.
        case and = "&&"
        /// Whether one is true.
        case or = "||"
    }
}

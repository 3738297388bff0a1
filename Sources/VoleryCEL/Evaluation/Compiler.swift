/// Turns a parsed expression into nodes: names become slots, and calls the functions that they mean.
struct Compiler {
    /// A compiled part of the expression.
    struct Part {
        var node: any Node
        /// The work of evaluating it once, without what macros in it pay for themselves.
        var cost = 1
        /// How deep values that it makes are nested at most, not counting what the host gave.
        var nesting = 0
    }

    /// A name that a macro introduced.
    private struct Local {
        var name: String
        var slot: Int
        var nesting: Int
    }

    /// Values nested more deeply could exhaust the stack where they are compared, written or released.
    private static let maximumNesting = 1000

    let environment: CELEnvironment
    /// Whether the host has variables with dots in their names, or a container to look into.
    let hasNamesWithDots: Bool
    private(set) var slots = 0
    /// How many literal patterns were compiled.
    var patterns = 0
    private var locals: [Local] = []

    init(environment: CELEnvironment) {
        self.environment = environment
        hasNamesWithDots = environment.hasNamesWithDots
    }

    mutating func compile(_ expression: CELExpression) throws(CELProblem) -> any Node {
        try part(expression).node
    }

    mutating func part(_ expression: CELExpression) throws(CELProblem) -> Part {
        let part = try unboundedPart(expression)
        guard part.nesting <= Self.maximumNesting else {
            throw CELProblem(
                .size,
                at: expression.range,
                "The value is nested more than \(Self.maximumNesting) levels deep."
            )
        }
        return part
    }

    private mutating func unboundedPart(_ expression: CELExpression) throws(CELProblem) -> Part {
        let range = expression.range
        switch expression.kind {
        case .literal(let value): return Part(node: ConstantNode(value))
        case .identifier(let name, let absolute): return identifier(name, absolute: absolute, range)
        case .select(let select): return try self.select(select, expression)
        case .presence(let select):
            return try from(select.operand) { PresenceNode($0, select.field, range: select.fieldRange) }
        case .index(let operand, let index, let optional):
            return try from(operand, index) { IndexNode($0, $1, range: index.range, isOptional: optional) }
        case .call(let call): return try self.call(call, range)
        case .list(let elements): return try list(elements)
        case .map(let entries): return try map(entries)
        case .unary(.not, let operand): return try from(operand) { NotNode($0, range: operand.range) }
        case .unary(.negate, let operand): return try from(operand) { NegationNode($0, range: range) }
        case .binary(let binary, let left, let right):
            return try from(left, right) { Self.node(binary, $0, $1, range) }
        case .logical(let logical, let operands):
            let parts = try self.parts(operands)
            let nodes = zip(parts, operands).map { (node: $0.node, range: $1.range) }
            return Self.joined(parts, LogicalNode(nodes, decisive: logical == .or))
        case .conditional(let condition, let yes, let no):
            let parts = try self.parts([condition, yes, no])
            let node = ConditionalNode(parts[0].node, parts[1].node, parts[2].node, range: condition.range)
            return Self.joined(parts, node)
        case .comprehension(let comprehension): return try self.comprehension(comprehension)
        case .bind(let binding): return try bind(binding)
        }
    }

    // MARK: Joining parts

    mutating func parts(_ expressions: [CELExpression]) throws(CELProblem) -> [Part] {
        var parts: [Part] = []
        parts.reserveCapacity(expressions.count)
        for expression in expressions { parts.append(try part(expression)) }
        return parts
    }

    static func joined(_ parts: [Part], _ node: any Node, nesting: Int = 0) -> Part {
        Part(
            node: node,
            cost: parts.reduce(1) { $0 + $1.cost },
            nesting: nesting + (parts.map(\.nesting).max() ?? 0)
        )
    }

    private mutating func from(_ operand: CELExpression, _ make: (any Node) -> any Node) throws(CELProblem) -> Part {
        let part = try part(operand)
        return Self.joined([part], make(part.node))
    }

    private mutating func from(
        _ left: CELExpression,
        _ right: CELExpression,
        _ make: (any Node, any Node) -> any Node
    ) throws(CELProblem) -> Part {
        let first = try part(left)
        let second = try part(right)
        return Self.joined([first, second], make(first.node, second.node))
    }

    // MARK: Operators and literals

    private static func node(
        _ binary: CELExpression.BinaryOperator,
        _ left: any Node,
        _ right: any Node,
        _ range: Range<Int>
    ) -> any Node {
        switch binary {
        case .equal, .notEqual: EqualityNode(left, right, expected: binary == .equal)
        case .less, .lessOrEqual, .greater, .greaterOrEqual: OrderNode(binary, left, right, range: range)
        case .isIn: MembershipNode(left, right, range: range)
        case .add, .subtract, .multiply, .divide, .modulo: ArithmeticNode(binary, left, right, range: range)
        }
    }

    private mutating func list(_ elements: [CELExpression.ListElement]) throws(CELProblem) -> Part {
        let parts = try parts(elements.map(\.value))
        let nodes = zip(parts, elements).map { (node: $0.node, isOptional: $1.isOptional, range: $1.value.range) }
        return Self.joined(parts, ListNode(nodes), nesting: 1)
    }

    private mutating func map(_ entries: [CELExpression.MapEntry]) throws(CELProblem) -> Part {
        var parts: [Part] = []
        var nodes: [MapNode.Entry] = []
        for entry in entries {
            let key = try part(entry.key)
            let value = try part(entry.value)
            parts += [key, value]
            nodes.append(
                MapNode.Entry(
                    key: key.node,
                    value: value.node,
                    isOptional: entry.isOptional,
                    keyRange: entry.key.range,
                    valueRange: entry.value.range
                )
            )
        }
        return Self.joined(parts, MapNode(nodes), nesting: 1)
    }

    // MARK: Local names

    func local(_ name: String) -> Part? {
        locals.last { $0.name == name }.map { Part(node: LocalNode(slot: $0.slot), nesting: $0.nesting) }
    }

    /// Compiles what lies in the scope of new names.
    mutating func within<Result>(
        _ names: [String],
        nesting: Int,
        _ body: (inout Compiler, _ slot: Int) throws(CELProblem) -> Result
    ) throws(CELProblem) -> Result {
        let slot = locals.count
        for (offset, name) in names.enumerated() {
            locals.append(Local(name: name, slot: slot + offset, nesting: nesting))
        }
        slots = max(slots, locals.count)
        defer { locals.removeLast(names.count) }
        return try body(&self, slot)
    }

    private mutating func bind(_ binding: CELExpression.Binding) throws(CELProblem) -> Part {
        let value = try part(binding.value)
        return try within([binding.variable.name], nesting: value.nesting) { (compiler, slot) throws(CELProblem) in
            let body = try compiler.part(binding.body)
            return Self.joined([value, body], BindNode(slot: slot, value: value.node, body: body.node))
        }
    }
}

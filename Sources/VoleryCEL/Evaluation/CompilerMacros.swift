extension Compiler {
    mutating func comprehension(_ comprehension: CELExpression.Comprehension) throws(CELProblem) -> Part {
        let operand = try part(comprehension.operand)
        let names = comprehension.variables.map(\.name)
        return try within(names, nesting: operand.nesting) { (compiler, slot) throws(CELProblem) in
            let body = try compiler.part(comprehension.body)
            let filter = try comprehension.filter.map { (filter) throws(CELProblem) in try compiler.part(filter) }
            let loop = Loop(
                operand: operand.node,
                operandRange: comprehension.operand.range,
                slot: slot,
                hasTwoNames: names.count == 2,
                filter: filter.map { (node: $0.node, range: comprehension.filter?.range ?? 0..<0) },
                body: body.node,
                bodyRange: comprehension.body.range,
                cost: body.cost + (filter?.cost ?? 0)
            )
            let nesting = max(operand.nesting, body.nesting) + (comprehension.macro.makesValue ? 1 : 0)
            let cost = operand.cost + (comprehension.macro.isLoop ? 1 : body.cost)
            return Part(node: comprehension.macro.node(loop), cost: cost, nesting: nesting)
        }
    }
}

extension CELExpression.Macro {
    fileprivate func node(_ loop: Loop) -> any Node {
        switch self {
        case .all: QuantifierNode(loop, decisive: false)
        case .exists: QuantifierNode(loop, decisive: true)
        case .existsOne: SingleNode(loop)
        case .map, .transformList: TransformNode(loop)
        case .filter: FilterNode(loop)
        case .transformMap: MapTransformNode(loop, givesEntries: false)
        case .transformMapEntry: MapTransformNode(loop, givesEntries: true)
        case .sortBy: SortNode(loop)
        case .optMap: OptionalTransformNode(loop, isFlat: false)
        case .optFlatMap: OptionalTransformNode(loop, isFlat: true)
        }
    }

    /// Whether it goes over many elements, each paid for on its own.
    fileprivate var isLoop: Bool { self != .optMap && self != .optFlatMap }

    /// Whether its result holds what its body gives.
    fileprivate var makesValue: Bool { self != .all && self != .exists && self != .existsOne }
}

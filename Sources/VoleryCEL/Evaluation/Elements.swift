/// What a macro goes over, element by element: a list, or a map in the order of its keys.
struct Elements {
    private enum Source {
        case list(CELList)
        case map(CELMap, keys: [CELValue])
    }

    private let source: Source
    let count: Int

    init(of value: CELValue, at range: Range<Int>, _ meter: Meter) throws(CELError) {
        switch value {
        case .list(let list):
            source = .list(list)
            count = list.count
        case .map(let map):
            // Collecting the keys takes time even where the first element decides.
            try meter.charge(map.count)
            let keys = map.keys
            source = .map(map, keys: keys)
            count = keys.count
        default:
            throw CELError(.noMatchingOverload, "There are no elements in \(value.typeName).", at: range)
        }
    }

    var isMap: Bool {
        if case .map = source { true } else { false }
    }

    /// What the name of a one-name macro stands for: the element, or the key.
    func single(_ index: Int) -> CELValue {
        switch source {
        case .list(let list): list[index]
        case .map(_, let keys): keys[index]
        }
    }

    /// What the first name of a two-name macro stands for: the index, or the key.
    func key(_ index: Int) -> CELValue {
        switch source {
        case .list: .int(Int64(index))
        case .map(_, let keys): keys[index]
        }
    }

    /// What the second name of a two-name macro stands for.
    func value(_ index: Int) throws(CELError) -> CELValue {
        switch source {
        case .list(let list): list[index]
        case .map(let map, let keys): try map.value(for: keys[index]) ?? .null
        }
    }
}

/// The parts of a macro that are evaluated for each element.
struct Loop: Sendable {
    let operand: any Node
    let operandRange: Range<Int>
    /// Where the first name's value is kept; that of a second name is kept behind it.
    let slot: Int
    let hasTwoNames: Bool
    let filter: (node: any Node, range: Range<Int>)?
    let body: any Node
    let bodyRange: Range<Int>
    /// The work of one round.
    let cost: Int

    func elements(in evaluation: Evaluation) throws(CELError) -> Elements {
        try Elements(of: operand.evaluate(in: evaluation), at: operandRange, evaluation)
    }

    /// Gives the names their values for an element, and pays for its round.
    func bind(_ index: Int, of elements: Elements, in evaluation: Evaluation) throws(CELError) {
        try evaluation.charge(cost)
        if hasTwoNames {
            evaluation.locals[slot] = elements.key(index)
            evaluation.locals[slot + 1] = try elements.value(index)
        } else {
            evaluation.locals[slot] = elements.single(index)
        }
    }

    /// Whether the current element passes the filter.
    func accepts(in evaluation: Evaluation) throws(CELError) -> Bool {
        guard let filter else { return true }
        return try filter.node.evaluateBool(in: evaluation, at: filter.range, for: "A filter")
    }

    func bodyIsTrue(in evaluation: Evaluation) throws(CELError) -> Bool {
        try body.evaluateBool(in: evaluation, at: bodyRange, for: "The macro's condition")
    }
}

/// `all` and `exists`: an element that decides, decides even if others raise errors.
final class QuantifierNode: Node {
    private let loop: Loop
    private let decisive: Bool

    init(_ loop: Loop, decisive: Bool) {
        self.loop = loop
        self.decisive = decisive
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        let elements = try loop.elements(in: evaluation)
        var firstError: CELError?
        for index in 0..<elements.count {
            do {
                try loop.bind(index, of: elements, in: evaluation)
                if try loop.bodyIsTrue(in: evaluation) == decisive { return .bool(decisive) }
            } catch {
                if error.kind == .workBound { throw error }
                firstError = firstError ?? error
            }
        }
        if let firstError { throw firstError }
        return .bool(!decisive)
    }
}

/// `exists_one`.
final class SingleNode: Node {
    private let loop: Loop

    init(_ loop: Loop) {
        self.loop = loop
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        let elements = try loop.elements(in: evaluation)
        var found = 0
        for index in 0..<elements.count {
            try loop.bind(index, of: elements, in: evaluation)
            if try loop.bodyIsTrue(in: evaluation) { found += 1 }
        }
        return .bool(found == 1)
    }
}

/// `map` and `transformList`: a list of what the body gives.
final class TransformNode: Node {
    private let loop: Loop

    init(_ loop: Loop) {
        self.loop = loop
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        let elements = try loop.elements(in: evaluation)
        var values: [CELValue] = []
        for index in 0..<elements.count {
            try loop.bind(index, of: elements, in: evaluation)
            guard try loop.accepts(in: evaluation) else { continue }
            values.append(try loop.body.evaluate(in: evaluation))
        }
        return .list(CELList(values))
    }
}

/// `filter`: a list of the elements for which the body is true.
final class FilterNode: Node {
    private let loop: Loop

    init(_ loop: Loop) {
        self.loop = loop
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        let elements = try loop.elements(in: evaluation)
        var values: [CELValue] = []
        for index in 0..<elements.count {
            try loop.bind(index, of: elements, in: evaluation)
            if try loop.bodyIsTrue(in: evaluation) { values.append(elements.single(index)) }
        }
        return .list(CELList(values))
    }
}

/// `transformMap` and `transformMapEntry`: a map of what the body gives, as values or as entries.
final class MapTransformNode: Node {
    private let loop: Loop
    private let givesEntries: Bool

    init(_ loop: Loop, givesEntries: Bool) {
        self.loop = loop
        self.givesEntries = givesEntries
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        let elements = try loop.elements(in: evaluation)
        var builder = MapBuilder()
        for index in 0..<elements.count {
            try loop.bind(index, of: elements, in: evaluation)
            guard try loop.accepts(in: evaluation) else { continue }
            let value = try loop.body.evaluate(in: evaluation)
            try evaluation.charge(8)
            do {
                if givesEntries {
                    try add(value, to: &builder, evaluation)
                } else {
                    try builder.add(elements.key(index), value)
                }
            } catch {
                throw error.located(loop.bodyRange)
            }
        }
        return .map(CELMap(builder.build()))
    }

    private func add(_ value: CELValue, to builder: inout MapBuilder, _ meter: Meter) throws(CELError) {
        guard case .map(let map) = value else {
            throw CELError(.noMatchingOverload, "transformMapEntry() needs a map of entries, not \(value.typeName).")
        }
        try meter.chargeElements(map.count)
        for key in map.keys { try builder.add(key, try map.value(for: key) ?? .null) }
    }
}

/// `optMap` and `optFlatMap`.
final class OptionalTransformNode: Node {
    private let loop: Loop
    private let isFlat: Bool

    init(_ loop: Loop, isFlat: Bool) {
        self.loop = loop
        self.isFlat = isFlat
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        let value = try loop.operand.evaluate(in: evaluation)
        guard case .optional(let content) = value else {
            throw CELError(
                .noMatchingOverload,
                "There is no optional here, but \(value.typeName).",
                at: loop.operandRange
            )
        }
        guard let content else { return value }
        evaluation.locals[loop.slot] = content
        let result = try loop.body.evaluate(in: evaluation)
        guard isFlat else { return .optional(result) }
        guard case .optional = result else {
            throw CELError(
                .noMatchingOverload,
                "optFlatMap() needs an optional result, not \(result.typeName).",
                at: loop.bodyRange
            )
        }
        return result
    }
}

/// `sortBy`.
final class SortNode: Node {
    private let loop: Loop

    init(_ loop: Loop) {
        self.loop = loop
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        let elements = try loop.elements(in: evaluation)
        guard !elements.isMap else {
            throw CELError(.noMatchingOverload, "sortBy() needs a list, not a map.", at: loop.operandRange)
        }
        var keys: [CELValue] = []
        for index in 0..<elements.count {
            try loop.bind(index, of: elements, in: evaluation)
            keys.append(try loop.body.evaluate(in: evaluation))
        }
        do {
            let order = try ListOrder.sorted(keys, evaluation)
            return .list(CELList(order.map(elements.single)))
        } catch {
            throw error.located(loop.bodyRange)
        }
    }
}

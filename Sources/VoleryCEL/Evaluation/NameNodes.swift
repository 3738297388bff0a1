/// A literal.
final class ConstantNode: Node {
    private let value: CELValue

    init(_ value: CELValue) {
        self.value = value
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue { value }
}

/// A name that a macro introduced.
final class LocalNode: Node {
    private let slot: Int

    init(slot: Int) {
        self.slot = slot
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue { evaluation.locals[slot] }
}

/// A free name.
final class VariableNode: Node {
    private let name: String
    private let fallback: CELValue?
    private let range: Range<Int>

    /// `fallback` is what the name means where the host gives it no value: a type.
    init(_ name: String, fallback: CELValue?, range: Range<Int>) {
        self.name = name
        self.fallback = fallback
        self.range = range
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        do {
            if let value = try evaluation.activation.value(of: name) ?? fallback { return value }
        } catch {
            throw error.located(range)
        }
        throw CELError(.unknownVariable, "There is no variable `\(name)`.", at: range)
    }
}

/// Names with dots: the first of several readings that has a value counts, the longest name first.
final class QualifiedNameNode: Node {
    struct Reading: Sendable {
        var name: String
        var fallback: CELValue?
        var fields: [(name: String, range: Range<Int>)]
    }

    private let readings: [Reading]
    private let range: Range<Int>

    init(_ readings: [Reading], range: Range<Int>) {
        self.readings = readings
        self.range = range
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        for reading in readings {
            guard var value = try lookUp(reading, in: evaluation) else { continue }
            for field in reading.fields { value = try value.selecting(field.name, at: field.range) }
            return value
        }
        throw CELError(.unknownVariable, "There is no variable `\(readings.last?.name ?? "")`.", at: range)
    }

    private func lookUp(_ reading: Reading, in evaluation: Evaluation) throws(CELError) -> CELValue? {
        do {
            return try evaluation.activation.value(of: reading.name) ?? reading.fallback
        } catch {
            throw error.located(range)
        }
    }
}

/// `cel.bind(name, value, body)`.
final class BindNode: Node {
    private let slot: Int
    private let value: any Node
    private let body: any Node

    init(slot: Int, value: any Node, body: any Node) {
        self.slot = slot
        self.value = value
        self.body = body
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        evaluation.locals[slot] = try value.evaluate(in: evaluation)
        return try body.evaluate(in: evaluation)
    }
}

/// A name or function that can't be resolved: an error only where it is evaluated.
final class UnresolvedNode: Node {
    private let error: CELError

    init(_ error: CELError) {
        self.error = error
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue { throw error }
}

/// A call of a strict function.
final class CallNode: Node {
    private let function: CELFunction
    private let body: @Sendable (CELCall) throws(CELError) -> CELValue
    private let arguments: [any Node]
    private let range: Range<Int>

    init(
        _ function: CELFunction,
        _ body: @escaping @Sendable (CELCall) throws(CELError) -> CELValue,
        _ arguments: [any Node],
        range: Range<Int>
    ) {
        self.function = function
        self.body = body
        self.arguments = arguments
        self.range = range
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        var values: [CELValue] = []
        values.reserveCapacity(arguments.count)
        for argument in arguments { values.append(try argument.evaluate(in: evaluation)) }
        do {
            return try body(CELCall(arguments: values, meter: evaluation))
        } catch  where error.kind == .noMatchingOverload && error.message.isEmpty {
            throw CELError(.noMatchingOverload, function.mismatch(values.map(\.typeName)), at: range)
        } catch {
            throw error.located(range)
        }
    }
}

/// A call of a lazy function.
final class LazyCallNode: Node {
    private let body: @Sendable (CELLazyCall) throws(CELError) -> CELValue
    private let arguments: [any Node]
    private let range: Range<Int>

    init(
        _ body: @escaping @Sendable (CELLazyCall) throws(CELError) -> CELValue,
        _ arguments: [any Node],
        range: Range<Int>
    ) {
        self.body = body
        self.arguments = arguments
        self.range = range
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        do {
            return try body(CELLazyCall(arguments, evaluation))
        } catch {
            throw error.located(range)
        }
    }
}

extension CELFunction {
    /// A message that the function doesn't take arguments of some types, and what it takes.
    func mismatch(_ types: [String]) -> String {
        let forms = signatures.map { Self.form(name, $0.parameters.map(\.description), isMember: isMember) }
        let given = Self.form(name, types, isMember: isMember)
        return "There is no \(given); there is \(forms.joined(separator: ", "))."
    }

    static func form(_ name: String, _ types: [String], isMember: Bool) -> String {
        guard isMember, let receiver = types.first else { return "`\(name)(\(types.joined(separator: ", ")))`" }
        return "`\(receiver).\(name)(\(types.dropFirst().joined(separator: ", ")))`"
    }
}

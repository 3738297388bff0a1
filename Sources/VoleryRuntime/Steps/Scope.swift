internal import VoleryCEL
internal import VoleryCore
internal import VoleryWorkflow

/// What expressions can name at one place of a run.
///
/// A value: it holds what was so when it was made, whatever ends later.
struct Scope: CELActivation, Sendable {
    var inputs: CELValue
    var run: CELValue
    var steps: CELValue
    var locals: [String: CELValue] = [:]

    /// The scope of a frame's steps, with the results of those that one of them names.
    init(_ context: RunContext, _ frame: Frame, results: [String: StepResult]) {
        inputs = frame.workflow.inputs
        run = context.runValues
        steps = .map(CELMap(StepValues(results)))
        locals = frame.locals
    }

    /// The scope of an agent's templates: its own inputs and the run, nothing of the workflow.
    init(agentInputs: JSONObject, _ context: RunContext) {
        inputs = CELValue(.object(agentInputs))
        run = context.runValues
        steps = .map(CELMap())
    }

    /// Makes a name known: a `for_each` element, `index`, `error`.
    mutating func bind(_ name: String, to value: JSONValue) {
        locals[name] = CELValue(value)
    }

    func value(of name: String) throws(CELError) -> CELValue? {
        switch name {
        case "inputs": inputs
        case "steps": steps
        case "run": run
        case "previous" where locals[name] == nil && locals["round"] != nil:
            throw CELError(.absent, "there is no `previous` in the first round")
        default: locals[name]
        }
    }
}

/// `steps`: each step as a map of its `output`, `status`, `error` and `usage`.
final class StepValues: CELDynamicMap {
    private let results: [String: StepResult]

    init(_ results: [String: StepResult]) {
        self.results = results
    }

    var keys: [String] { results.keys.sorted() }

    func value(forKey key: String) throws(CELError) -> CELValue? {
        results[key].map { .map(CELMap(StepValue(key, $0))) }
    }
}

/// `steps.ID`; its `output` is absent where the step counts as skipped.
private final class StepValue: CELDynamicMap {
    let keys = ["output", "status", "error", "usage"]
    private let id: String
    private let result: StepResult

    init(_ id: String, _ result: StepResult) {
        self.id = id
        self.result = result
    }

    func value(forKey key: String) throws(CELError) -> CELValue? {
        switch key {
        case "output":
            guard let output = result.output else {
                throw CELError(.absent, "the step `\(id)` was skipped and has no output")
            }
            return CELValue(output)
        case "status": return .string(result.status.rawValue)
        case "error": return result.error.map { CELValue($0.inExpressions) } ?? .null
        case "usage": return CELValue(result.usageInExpressions)
        default: return nil
        }
    }
}

extension RunError {
    /// `error` as expressions see it.
    var inExpressions: JSONValue { ["code": .string(code.rawValue), "message": .string(message)] }
}

extension StepResult {
    fileprivate var usageInExpressions: JSONValue {
        [
            "tokens": .int(usage.tokens),
            "cost": .double(usage.cost?.dollars ?? 0),
            "seconds": .double(seconds),
        ]
    }
}

extension RunContext {
    /// Evaluates, and turns the error of an expression into the failure of what it belongs to.
    func evaluating<Value>(_ path: String, at address: Address, _ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let error as CELError {
            throw RunError(.expression, error.message, at: address, path: path)
        }
    }
}

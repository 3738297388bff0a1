internal import VoleryCEL
internal import VoleryCore

/// The functions that workflows have beside CEL's own.
enum ExpressionFunctions {
    /// CEL with its extensions and the functions of workflows; variables are declared by the checks.
    static let environment: CELEnvironment = {
        var environment = CELEnvironment()
        environment.add(coalesce)
        environment.add(sum)
        environment.add(toJson)
        environment.add(fromJson)
        return environment
    }()

    /// The first argument that is neither skipped, missing nor null; null if there is none.
    private static let coalesce = CELFunction(
        lazy: "coalesce",
        [CELSignature([.dyn], .dyn, isVariadic: true)],
        acceptsAbsence: true,
        givesArgument: true
    ) { call throws(CELError) in
        for index in 0..<call.count {
            do throws(CELError) {
                guard let value = content(of: try call.evaluate(index)) else { continue }
                return value
            } catch {
                guard [.absent, .noSuchField, .noSuchKey].contains(error.kind) else { throw error }
            }
        }
        return .null
    }

    /// A value out of its optional, as `.?name` gives it; `nil` if there is none or it is null.
    private static func content(of value: CELValue) -> CELValue? {
        switch value {
        case .null, .optional(nil): nil
        case .optional(let content?): self.content(of: content)
        default: value
        }
    }

    /// The sum of a list's numbers: an int if all are, else a double; 0 for an empty list.
    private static let sum = CELFunction("sum", [CELSignature([.list(.dyn)], .dyn)]) { call throws(CELError) in
        var whole: Int64 = 0
        var real: Double?
        let list = try call.list(0)
        try call.charge(list.count)
        for index in 0..<list.count {
            switch list[index] {
            case .int(let number):
                let (total, overflow) = whole.addingReportingOverflow(number)
                guard !overflow else { throw CELError(.overflow, "the sum is too large for an int") }
                whole = total
            case .double(let number): real = (real ?? 0) + number
            default: throw CELError(.invalidArgument, "`sum` takes a list of numbers")
            }
        }
        return real.map { .double($0 + Double(whole)) } ?? .int(whole)
    }

    private static let toJson = CELFunction("toJson", [CELSignature([.dyn], .string)]) { call throws(CELError) in
        let text = try call.json(0).serialized()
        try call.charge(text.utf8.count / 8)
        return .string(text)
    }

    private static let fromJson = CELFunction("fromJson", [CELSignature([.string], .dyn)]) { call throws(CELError) in
        let text = try call.string(0)
        try call.charge(text.utf8.count / 4)
        do {
            return CELValue(try JSONValue(parsing: text))
        } catch {
            throw CELError(.invalidArgument, "the text is not JSON: \(error)")
        }
    }
}

internal import VoleryCore
internal import VoleryWorkflow

extension StepAttempt {
    /// The result of the step's tool call.
    func call(_ toolStep: ToolStep) async throws -> JSONValue {
        let tool = try run.tool(for: toolStep.grant, of: frame.workflow, at: address, path: "\(path).tool")
        let arguments = JSONValue.object(try values(of: toolStep.with))
        let faults = try tool.argumentsSchema.validate(arguments)
        guard faults.isEmpty else {
            let words = faults.map(\.description).joined(separator: "; ")
            throw RunError(.tool, "the arguments do not fit: \(words)", at: address, path: "\(path).with")
        }
        let outcome = try await run.call(
            tool,
            arguments,
            grant: toolStep.grant,
            by: nil,
            at: address,
            // Each try makes the same call, so whoever has done it in the one does it not again in the next.
            key: address.firstTry,
            within: account
        )
        switch outcome {
        case .output(let output):
            guard let failure = output.stepFailure else { return output.stepValue }
            throw RunError(.tool, failure, at: address, path: path)
        case .failure(let failure): throw RunError(.tool, failure, at: address, path: path)
        }
    }
}

internal import VoleryCore

/// How a step ended.
struct StepResult: Sendable {
    var status: StepStatus
    /// The output; `nil` for a step that counts as skipped.
    var output: JSONValue?
    var error: RunError?
    var usage = Usage()
    var seconds = 0.0
    /// Of a `for_each`: the index of each element that the output holds.
    var elements: [Int]?

    static let skipped = StepResult(status: .skipped)
}

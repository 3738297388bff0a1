internal import VoleryCore

/// How a step ended.
struct StepResult: Sendable {
    var status: StepStatus
    /// The output; `nil` for a step that counts as skipped.
    var output: JSONValue?
    var error: RunError?
    var usage = Usage()
    var seconds = 0.0
    /// What it said, for those who are shown it.
    var said = Said.nothing

    static let skipped = StepResult(status: .skipped)
}

/// What a step said, for those whose `context` names it.
indirect enum Said: Sendable {
    case nothing
    /// One message, by an agent or another step.
    case message(from: String?, at: Address, JSONValue)
    /// A question and its answer.
    case answer(JSONValue, to: String, at: Address)
    /// What several said, in the file's and the elements' order.
    case all([Said])

    /// A user message for each, in order.
    var texts: [String] {
        switch self {
        case .nothing: []
        case .message(let speaker?, let address, let value):
            ["From \(speaker) (\(address)):\n\(ToolOutput(value).text)"]
        case .message(nil, let address, let value): ["From \(address):\n\(ToolOutput(value).text)"]
        case .answer(let value, let question, let address):
            ["From \(address):\n\(question)\n\n\(ToolOutput(value).text)"]
        case .all(let parts): parts.flatMap(\.texts)
        }
    }
}

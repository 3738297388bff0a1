public import VoleryCore

/// The most that a run of a workflow can spend by its own limits: worked out before anything runs.
///
/// Every request reads a whole window and writes all that it may, every list is as long as it can be, every round and
/// retry is used, and of a `switch` the dearest case is run. Limits bound it as they bound a run.
public struct WorstCase: Sendable {
    /// The workflow's name.
    public let workflow: String
    /// The steps in the file's order, each before those in it.
    public let steps: [StepCase]
    /// All of it.
    public let total: Spending

    /// One step.
    public struct StepCase: Sendable {
        /// Where it is in a run, without elements and rounds: `polish.review`, `audit.scan`.
        public var name: String
        /// How many steps it is in.
        public var depth: Int
        /// How often it is done each time that it is run: elements, rounds and tries.
        public var times: Most<Int>
        /// The most that it spends each time that what it is in is run, within the limits around it.
        public var spending: Spending
    }

    /// The worst case of a workflow.
    ///
    /// - Parameters:
    ///   - workflow: The workflow, free of errors.
    ///   - project: The project whose limits bound it.
    ///   - facts: What is known of a model with its fallbacks; `nil` if nothing is.
    public init(of workflow: Workflow, in project: Project, facts: @escaping (ModelChoice) -> ModelFacts?) {
        var reckoning = WorstCaseReckoning(facts: facts)
        let spending = reckoning.spending(of: workflow, in: "", within: [project.limits], depth: 0)
        self.workflow = workflow.name
        steps = reckoning.steps
        total = spending.limited(by: project.limits)
    }
}

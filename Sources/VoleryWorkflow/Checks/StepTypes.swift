package import VoleryCEL
package import VoleryCore

/// What is known of a step's types before it runs: what its keys can name, and what it puts out.
package struct StepTypes: Sendable, Equatable {
    /// What its keys can name, elements and rounds included.
    package var variables: [String: CELType]
    /// The type of its output.
    package var output: CELType

    /// The types of a step.
    ///
    /// - Parameters:
    ///   - path: The key of the step, as `Workflow.allSteps` has it: `steps.polish.steps.review`.
    ///   - workflow: The workflow.
    ///   - tools: The tools that can be granted.
    package init?(of path: String, in workflow: Workflow, tools: any ToolCatalogue) {
        guard let types = WorkflowCheck.types(of: path, in: workflow, tools) else { return nil }
        self = types
    }

    package init(variables: [String: CELType], output: CELType) {
        self.variables = variables
        self.output = output
    }
}

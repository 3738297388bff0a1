import VoleryCore

extension WorkflowCheck {
    /// A workflow may ask for more than its project, never for less.
    mutating func checkSafety() {
        guard called.context.hasProject, let asked = workflow.safety?.sandbox else { return }
        let least = project.safety.sandbox
        guard asked.holdsLess(than: least) else { return }
        let message = """
            `\(asked.written)` holds less than the project's `\(least.written)`: a workflow can ask for more, not for less
            """
        findings.append(
            Finding(
                .safetyBelowProject,
                message,
                at: workflow.path(to: asked == .none ? "safety.sandbox" : "safety.sandbox.minimum"),
                notes: ["volery.yaml may allow it, for all workflows: `safety: { sandbox: \(asked.written) }`"]
            )
        )
    }
}

import VoleryCore

extension WorkflowCheck {
    /// A workflow may ask for more than its project, never for less.
    mutating func checkSafety() {
        guard called.context.hasProject, let asked = workflow.safety?.sandbox else { return }
        let least = project.safety.sandbox
        guard asked.holdsLess(than: least) else { return }
        let message =
            "`\(asked.rawValue)` holds less than the project's `\(least.rawValue)`: a workflow can ask for more, not for less"
        findings.append(
            Finding(
                .safetyBelowProject,
                message,
                at: workflow.path(to: "safety.sandbox"),
                notes: ["volery.yaml may allow it, for all workflows: `safety: { sandbox: \(asked.rawValue) }`"]
            )
        )
    }
}

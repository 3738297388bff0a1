public import VoleryCore
public import VoleryWorkflow

/// A workflow that was read from files, is free of errors, and knows where each of its keys is written.
public struct LoadedWorkflow: Sendable {
    /// The workflow.
    public let workflow: Workflow
    /// The project that it is in.
    public let project: Project
    /// What is probably not what its author means, in the order of the files.
    public internal(set) var warnings: [Diagnostic]
    /// The files that were read, the workflow's own first.
    public internal(set) var sources: [SourceText]
    let location: FileLocation
    var places: FilePlaces

    /// The place of a key.
    ///
    /// Keys of the workflow's own file go by their path alone: `steps.plan.limits.tokens`, `agents.planner.model`,
    /// `steps.plan.with.files[2]`. Those of another file have that file in front: `agents/researcher.yaml.model`,
    /// `volery.yaml.models.fast`; `Agent.path`, `Limits.path` and the like begin so.
    ///
    /// - Parameter path: The path; of a longer one than there is the longest part that is known counts.
    /// - Returns: The place of the value if it's a scalar, else of the key; `nil` if nothing of the path is known.
    public func place(of path: String) -> Place? {
        places.target(of: path)?.place
    }
}

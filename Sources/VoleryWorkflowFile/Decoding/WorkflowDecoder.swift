import VoleryCore
import VoleryWorkflow
import VoleryYAML

/// Makes a workflow of what its format's check has let pass.
struct WorkflowDecoder {
    let log: FaultLog
    /// What stands in front of the paths of its keys; nothing for the workflow that is loaded.
    var path = ""
    /// Reads a workflow that a step names.
    let called: (YAMLNode) -> Workflow

    func workflow(_ root: YAMLNode, name: String, agents: [String: Agent]) -> Workflow {
        let decoder = StepDecoder(log: log, called: called)
        var workflow = Workflow(
            name: name,
            description: root["description"]?.text,
            inputs: AgentDecoder.inputs(root["inputs"]),
            agents: agents,
            steps: [],
            outputs: TextDecoder(log: log).values(root["outputs"]),
            path: path
        )
        workflow.tools = ToolDecoder(log: log).tools(root["tools"], path: workflow.path(to: "tools"))
        workflow.steps = decoder.steps(root["steps"], path: workflow.path(to: "steps"))
        workflow.limits = root["limits"]?.limits(path: workflow.path(to: "limits")) ?? .none
        workflow.safety = root["safety"]?.safety
        workflow.steps.resolveContexts(around: [], of: root["steps"])
        return workflow
    }
}

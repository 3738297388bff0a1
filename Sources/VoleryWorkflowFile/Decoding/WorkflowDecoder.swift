import VoleryCore
import VoleryWorkflow
import VoleryYAML

/// Makes a workflow of what its format's check has let pass.
struct WorkflowDecoder {
    let log: FaultLog

    func workflow(_ root: YAMLNode, name: String, agents: [String: Agent]) -> Workflow {
        let decoder = StepDecoder(log: log)
        let entries = root["steps"]?.entries ?? []
        var workflow = Workflow(
            name: name,
            description: root["description"]?.text,
            inputs: AgentDecoder.inputs(root["inputs"]),
            agents: agents,
            tools: ToolDecoder(log: log).tools(root["tools"], path: "tools"),
            steps: entries.map { decoder.step($0.name, $0.value) },
            outputs: TextDecoder(log: log).values(root["outputs"]),
            limits: root["limits"]?.limits(path: "limits") ?? .none
        )
        let all = entries.map { $0.value["context"]?.text == "all" }
        if all.contains(true) { workflow.resolveContexts(ofAll: all) }
        return workflow
    }
}

extension Workflow {
    /// Gives steps with `context: all` every step that they wait for, directly or not, in the file's order.
    fileprivate mutating func resolveContexts(ofAll: [Bool]) {
        let numbers = Dictionary(steps.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let dependencies = steps.map { $0.dependencies.compactMap { numbers[$0] } }
        for index in steps.indices where ofAll[index] {
            guard case .agent(var step) = steps[index].kind else { continue }
            step.context = Self.ancestors(of: index, dependencies).map { steps[$0].id }
            steps[index].kind = .agent(step)
        }
    }

    private static func ancestors(of step: Int, _ dependencies: [[Int]]) -> [Int] {
        var isSeen = [Bool](repeating: false, count: dependencies.count)
        var open = dependencies[step]
        while let next = open.popLast() {
            guard !isSeen[next] else { continue }
            isSeen[next] = true
            open += dependencies[next]
        }
        return isSeen.indices.filter { isSeen[$0] && $0 != step }
    }
}

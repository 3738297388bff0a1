import VoleryWorkflow

extension Workflow {
    /// Makes the project's tools known where they are named: in the workflow, unless one of its own hides them, and in
    /// the files of agents, which do not see the workflow's.
    mutating func addTools(of project: Project) {
        let own = Set(tools.map(\.name))
        let shared = project.tools + (project.search.map { [$0.tool] } ?? [])
        tools += shared.filter { !own.contains($0.name) }
        for tool in shared where own.contains(tool.name) {
            var hidden = tool
            hidden.name = "\(ProjectFile.name)/\(tool.name)"
            tools.append(hidden)
            rename(tool.name, to: hidden.name)
        }
    }

    private mutating func rename(_ tool: String, to name: String) {
        for (key, agent) in agents where agent.isOfFile {
            for index in agent.tools.indices where agent.tools[index].tool == tool {
                agents[key]?.tools[index].tool = name
            }
        }
    }
}

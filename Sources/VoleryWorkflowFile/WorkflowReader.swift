import VoleryCore
import VoleryWorkflow
import VoleryYAML

/// Reads a workflow's file and those of the workflows that its steps call, each once.
final class WorkflowReader {
    /// A workflow's file that was read.
    struct File {
        let location: FileLocation
        let root: YAMLNode
        let workflow: Workflow
        let agents: AgentFiles
    }

    /// More workflows than this are not read.
    private static let most = 64
    private let log: FaultLog
    private let project: Project
    /// The files that were read, each before those that it is called by; the workflow that is loaded is the last.
    private(set) var files: [File] = []
    /// The paths of workflows that are named but can't be read.
    private(set) var broken: Set<String> = []
    private var read: [String: Workflow] = [:]
    /// The files whose steps are being read, the outermost first.
    private var open: [FileLocation] = []

    /// The keys of agents that are named but can't be read, by the paths of the workflows that name them.
    var unreadAgents: [String: Set<String>] {
        Dictionary(files.map { ($0.workflow.path, $0.agents.broken) }) { first, _ in first }
    }

    init(log: FaultLog, project: Project) {
        self.log = log
        self.project = project
    }

    /// Makes a workflow of a file's root.
    func workflow(_ root: YAMLNode, at location: FileLocation) -> Workflow {
        let path = open.isEmpty ? "" : location.shown
        open.append(location)
        defer { open.removeLast() }
        let files = AgentFiles(log: log)
        files.read(root["agents"], in: location, path: path)
        let decoder = WorkflowDecoder(log: log, path: path) { self.called(at: $0, from: location) }
        var workflow = decoder.workflow(root, name: location.name, agents: files.agents)
        workflow.addTools(of: project)
        self.files.append(File(location: location, root: root, workflow: workflow, agents: files))
        return workflow
    }

    /// The workflow that a step names; one of which nothing is known if it can't be had, which is then reported.
    private func called(at node: YAMLNode, from file: FileLocation) -> Workflow {
        guard let path = node.text, !path.isEmpty else { return unreadable(file) }
        let location = file.beside(path)
        if let known = read[location.absolute] { return known }
        if let start = open.firstIndex(where: { $0.absolute == location.absolute }) {
            reportRecursion(open[start...] + [location], at: node)
            return unreadable(location)
        }
        let workflow = read(location, namedAt: node) ?? unreadable(location)
        read[location.absolute] = workflow
        return workflow
    }

    private func read(_ location: FileLocation, namedAt node: YAMLNode) -> Workflow? {
        guard read.count < Self.most else {
            log.report(.tooManyFiles, "more than \(Self.most) workflows are called", at: node.place)
            return nil
        }
        guard let root = WorkflowFiles.root(of: location, .mapping(WorkflowFormat.file), log, namedAt: node) else {
            return nil
        }
        return workflow(root, at: location)
    }

    private func unreadable(_ location: FileLocation) -> Workflow {
        broken.insert(location.shown)
        return Workflow(name: location.name, steps: [], path: location.shown)
    }

    private func reportRecursion(_ chain: [FileLocation], at node: YAMLNode) {
        let names = chain.map(\.shownSafely).joined(separator: " → ")
        let notes = ["a workflow can't call itself, directly or around others: use a group with `repeat`"]
        log.report(.workflowCycle, "these workflows call each other: \(names)", at: node.place, notes: notes)
    }
}

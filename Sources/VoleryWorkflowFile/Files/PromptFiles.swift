import VoleryCore
import VoleryWorkflow

#if canImport(Glibc)
import Glibc
#endif

/// The files that prompts name as they are written: whether they lie in the workspace, links followed.
///
/// A file that isn't there yet may come to be; what is there and leads out of the workspace, or is no file, fails the
/// run for sure.
struct PromptFiles {
    private let workspace: String

    /// The files of a workspace.
    init(workspace: String) {
        self.workspace = Self.resolved(workspace) ?? workspace
    }

    /// What is wrong with the files that a workflow's prompts name.
    func findings(in workflow: Workflow) -> [Finding] {
        workflow.allSteps.flatMap { path, step -> [Finding] in
            guard case .agent(let agent) = step.kind, case .parts(let parts) = agent.prompt else { return [] }
            return parts.enumerated().compactMap { index, part in
                guard let fault = fault(in: part) else { return nil }
                return Finding(.promptSource, fault, at: "\(path).prompt[\(index)].\(part.kind.name)")
            }
        }
    }

    private func fault(in part: Prompt.Part) -> String? {
        guard case .media = part.kind, part.value.expressions.isEmpty else { return nil }
        let source = part.value.source
        guard case .file(let path) = PromptSource(source), PromptSource.fault(in: source) == nil else { return nil }
        guard let real = Self.resolved("\(workspace)/\(path)") else { return nil }
        let root = workspace == "/" ? workspace : workspace + "/"
        guard real.hasPrefix(root) else { return "a link on this path leads out of the workspace" }
        var status = stat()
        guard stat(real, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
        return "a part is a file, but this is a folder"
    }

    /// A path without links; `nil` if it leads to nothing.
    private static func resolved(_ path: String) -> String? {
        guard let bytes = realpath(path, nil) else { return nil }
        defer { free(bytes) }
        return String(cString: bytes)
    }
}

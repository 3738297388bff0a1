import VoleryCore
import VoleryWorkflow
import VoleryYAML

/// The project file of a workflow.
struct ProjectFile {
    static let name = "volery.yaml"
    let location: FileLocation
    let project: Project
    /// Its root, if it can be read.
    let root: YAMLNode?

    /// Whether its models and providers are known.
    var isReadable: Bool { root != nil }

    /// Reads the nearest project file in a file's folder and those above; `nil` if there is none.
    static func read(above file: FileLocation, _ environment: [String: String], _ log: FaultLog) -> ProjectFile? {
        guard let location = find(above: file) else { return nil }
        guard let root = WorkflowFiles.root(of: location, .mapping(ProjectFormat.file), log) else {
            return ProjectFile(location: location, project: Project(folder: location.folder), root: nil)
        }
        let project = ProjectDecoder(log: log, environment: environment).project(root, at: location)
        return ProjectFile(location: location, project: project, root: root)
    }

    private static func find(above file: FileLocation) -> FileLocation? {
        var candidate = file.beside(name)
        while !FileReader.exists(candidate) {
            let next = candidate.beside("../\(name)")
            guard next.absolute != candidate.absolute else { return nil }
            candidate = next
        }
        return candidate
    }
}

public import VoleryCore
import VoleryWorkflow

/// The files that a workflow was loaded from, so that it can be loaded again when they have changed or are gone.
///
/// The project's file is none of them: its providers and limits are those of the day.
public struct StoredWorkflow: Sendable {
    /// The workflow's file, as an absolute path.
    public private(set) var file: String
    /// The project's folder, as an absolute path.
    public private(set) var folder: String
    private(set) var texts: [String: [UInt8]]

    /// The files of a workflow.
    public init(_ loaded: LoadedWorkflow) {
        file = loaded.location.absolute
        folder = loaded.project.folder
        var texts: [String: [UInt8]] = [:]
        for source in loaded.sources {
            let location = FileLocation(source.file)
            guard !location.absolute.hasSuffix("/\(ProjectFile.name)") else { continue }
            texts[location.absolute] = source.bytes
        }
        self.texts = texts
    }

    /// The same in a project's folder that was moved or copied since.
    ///
    /// - Parameter new: The folder now, as an absolute path.
    /// - Returns: The files, with those in the old folder in the new one.
    public func moved(to new: String) -> StoredWorkflow {
        let old = folder
        func path(_ path: String) -> String {
            path.hasPrefix("\(old)/") ? new + path.dropFirst(old.count) : path
        }
        var moved = self
        moved.file = path(file)
        moved.folder = new
        moved.texts = Dictionary(texts.map { (path($0), $1) }) { first, _ in first }
        return moved
    }

    /// What a run's header holds of it.
    public var json: JSONValue {
        var files = JSONObject()
        for (path, bytes) in texts.sorted(by: { $0.key < $1.key }) {
            files[path] = .string(String(decoding: bytes, as: UTF8.self))
        }
        return ["file": .string(file), "folder": .string(folder), "files": .object(files)]
    }

    /// Reads what a run's header holds; `nil` if there is no workflow in it.
    public init?(_ json: JSONValue) {
        guard let file = json["file"]?.stringValue, let folder = json["folder"]?.stringValue,
            let files = json["files"]?.objectValue
        else { return nil }
        self.file = file
        self.folder = folder
        texts = Dictionary(files.map { ($0, Array(($1.stringValue ?? "").utf8)) }) { first, _ in first }
    }
}

extension WorkflowLoader {
    /// Loads a workflow from the files that it was loaded from before.
    ///
    /// - Parameter stored: The files.
    /// - Returns: The workflow, with the project as it is today.
    /// - Throws: All that is wrong with it, such as a tool or a model that is no longer there.
    public func load(_ stored: StoredWorkflow) throws(DiagnosticsError) -> LoadedWorkflow {
        try load(stored.file, from: stored)
    }
}

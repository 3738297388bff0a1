import Foundation
import Testing
import VoleryCore
import VoleryWorkflow
import VoleryWorkflowFile

/// A folder of its own with files, gone with the value.
final class Folder {
    let path: String

    init(_ files: [String: String] = [:]) throws {
        let root = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        path = root.appending(path: "volery-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files { try write(text, to: name) }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ text: String, to name: String) throws {
        let url = URL(filePath: "\(path)/\(name)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: false, encoding: .utf8)
    }

    /// Writes bytes that need not be text.
    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(filePath: "\(path)/\(name)"))
    }

    /// Makes a symbolic link.
    func link(_ target: String, as name: String) throws {
        try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
    }

    /// Loads `w.yaml`, or another file.
    func load(_ name: String = "w.yaml", environment: [String: String] = [:]) throws -> LoadedWorkflow {
        try loader(environment).load("\(path)/\(name)")
    }

    func loader(_ environment: [String: String] = [:]) throws -> WorkflowLoader {
        WorkflowLoader(tools: try FakeTools(), environment: environment)
    }

    /// All that loading finds, a line each: code, file unless it is `w.yaml`, position, message, and a guess.
    func diagnostics(_ name: String = "w.yaml", environment: [String: String] = [:]) throws -> [String] {
        do {
            return try load(name, environment: environment).warnings.map(line)
        } catch let error as DiagnosticsError {
            return error.diagnostics.map(line)
        }
    }

    func line(_ diagnostic: Diagnostic) -> String {
        var text = diagnostic.code + (diagnostic.severity == .warning ? " warning" : "")
        if let place = diagnostic.place {
            let file = place.file.replacingOccurrences(of: path + "/", with: "")
            let ends = place.end.line == place.start.line ? "-\(place.end.column)" : ""
            text += " \(file == "w.yaml" ? "" : file + ":")\(place.start.line):\(place.start.column)\(ends)"
        }
        text += " " + diagnostic.message.replacingOccurrences(of: path + "/", with: "")
        return text + (diagnostic.suggestion.map { " ⇒ \($0)".replacingOccurrences(of: path + "/", with: "") } ?? "")
    }
}

/// What loading finds in a workflow's text.
func diagnostics(_ text: String) throws -> [String] {
    try Folder(["w.yaml": text]).diagnostics()
}

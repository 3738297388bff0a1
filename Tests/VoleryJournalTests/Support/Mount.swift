import Foundation

/// Whether file systems can be mounted here.
let canMount = getuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/unshare")

/// A file system that only one process sees, and others through that process.
final class Mount {
    private let process = Process()
    private let input = Pipe()
    /// Where it is seen from here; `nil` if it could not be mounted.
    private(set) var place: String?

    init(_ commands: String) throws {
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/unshare")
        process.arguments = ["-m", "sh", "-c", "\(commands) && echo $$ && read line"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try output.fileHandleForWriting.close()
        let said = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        place = Int(said.trimmingCharacters(in: .whitespacesAndNewlines)).map { "/proc/\($0)/root" }
    }

    func end() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Looks at a folder inside.
    func entering(_ folder: String) -> Mount {
        place = place.map { $0 + folder }
        return self
    }
}

/// Mounts something at a folder, by one or more calls.
func mount(_ source: String, _ options: String..., at folder: String) throws -> Mount {
    let kind = source == "tmpfs" ? "-t tmpfs" : ""
    let commands = options.map { "mount \(kind) \($0) \(source) \(folder)" }
    return try Mount(commands.joined(separator: " && ")).entering(folder)
}

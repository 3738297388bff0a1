import Foundation
import Testing
import VoleryCore
import VoleryRuntime

/// The program `JournalProbe`, which writes a journal in a process of its own.
final class Probe {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var unread: [UInt8] = []

    /// Starts it, inside of a mount where one is given.
    init(_ arguments: String..., environment: [String: String] = [:], inside mount: Mount? = nil) throws {
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "JournalProbe")
        process.executableURL = program
        process.arguments = arguments
        if let mount {
            process.executableURL = URL(filePath: "/usr/bin/unshare")
            let script = "\(mount.before) && \"$0\" \"$@\"; \(mount.after)"
            process.arguments = ["-m", "sh", "-c", script, program.path] + arguments
        }
        process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try output.fileHandleForWriting.close()
    }

    deinit {
        end()
    }

    /// The next line of its output; `nil` when it has ended.
    func line() -> String? {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                defer { unread.removeSubrange(...end) }
                return String(decoding: unread[..<end], as: UTF8.self)
            }
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { return nil }
            unread += more
        }
    }

    /// All lines of its output to its end.
    func lines() -> [String] {
        var lines: [String] = []
        while let line = line() { lines.append(line) }
        process.waitUntilExit()
        return lines
    }

    /// Lets it append one more entry.
    func append() throws -> String? {
        try input.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
        return line()
    }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Stops it, and returns when it stands still.
    func halt() throws {
        signal(SIGSTOP)
        try untilStopped()
    }

    /// The process's number.
    var number: Int32 { process.processIdentifier }

    /// Returns when it stands still.
    func untilStopped() throws {
        while true {
            let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
            let state = status.drop { $0 != ")" }.dropFirst(2).first
            if state == "T" || state == "Z" { return }
            sched_yield()
        }
    }

    /// Kills it, and returns when it is gone.
    func end() {
        signal(SIGKILL)
        process.waitUntilExit()
    }

    /// What entry the probe writes with a number.
    static func entry(_ number: Int) -> Entry {
        let text = String(repeating: "\(number &* 2_654_435_761) ", count: number * 37 % 400)
        return Entry(
            number: number,
            time: Double(number),
            address: Address("probe[\(number)]"),
            payload: .toolEnded(tool: "probe", output: ["number": .int(number), "text": .string(text)], failure: nil)
        )
    }

    /// The last entry of which lines of output say that it is on disk.
    static func acknowledged(_ lines: [String]) -> Int { lines.compactMap { Int($0) }.max() ?? 0 }
}

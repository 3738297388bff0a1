import Foundation
import Testing

/// The program `volery` as it was built, in a folder of its own.
final class Program {
    /// Where it works.
    let folder: URL

    /// A folder with some files.
    init(_ files: KeyValuePairs<String, String>) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "volery-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // Where a run works must not depend on what lies above the folder.
        try Data("models: {}\n".utf8).write(to: folder.appending(path: "volery.yaml"))
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// The names of what lies in a folder below the program's own; none if it is not there.
    func names(in name: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: name).path)) ?? []
    }

    /// The text of a file; `nil` if there is none.
    func text(of name: String) -> String? {
        try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// Writes a file, over what was there.
    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    /// What the program did.
    struct Outcome {
        var status: Int32
        var output: String
        var errors: String
    }

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - arguments: Its arguments.
    ///   - input: Its standard input.
    ///   - output: Where its standard output goes instead of into the outcome.
    ///   - onErrors: Called when more has come on standard error, with the process and all that came so far.
    /// - Returns: What it did.
    /// - Throws: An error of the system where it can't be started.
    func run(
        _ arguments: String...,
        input: String = "",
        output: FileHandle? = nil,
        onErrors: @escaping (Process, String) -> Void = { _, _ in }
    ) throws -> Outcome {
        try run(arguments, input: input, output: output, onErrors: onErrors)
    }

    /// Runs the program with a terminal as its standard input and error, at which somebody types.
    ///
    /// - Parameters:
    ///   - arguments: Its arguments.
    ///   - terminal: The terminal.
    ///   - answers: What is typed, each when the text before it has appeared behind the one for the answer before.
    /// - Returns: What it did; the outcome's errors are all that appeared on the terminal.
    /// - Throws: An error of the system where it can't be started.
    func run(
        _ arguments: [String],
        at terminal: borrowing PseudoTerminal,
        answers: [(after: String, text: String)] = []
    ) throws -> Outcome {
        let process = process(arguments)
        let (end, stdout) = (FileHandle(fileDescriptor: terminal.terminal, closeOnDealloc: false), Pipe())
        process.standardInput = end
        process.standardOutput = stdout
        process.standardError = end
        try process.run()
        var (seen, unanswered, left) = ("", "", answers[...])
        while process.isRunning {
            let more = terminal.output()
            seen += more
            unanswered += more
            if let answer = left.first, let prompt = unanswered.firstRange(of: answer.after) {
                unanswered = String(unanswered[prompt.upperBound...])
                terminal.type(answer.text)
                left.removeFirst()
            } else if more.isEmpty {
                usleep(2_000)
            }
        }
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: String(decoding: stdout.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self),
            errors: seen + terminal.output()
        )
    }

    /// The folder that holds the program and what was built with it.
    static let built = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

    /// The program, not started yet.
    func process(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = Self.built.appending(path: "volery")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ["PATH": "/usr/bin:/bin", "TERM": "xterm"]
        return process
    }

    func run(
        _ arguments: [String],
        input: String = "",
        output: FileHandle? = nil,
        onErrors: @escaping (Process, String) -> Void = { _, _ in }
    ) throws -> Outcome {
        let process = process(arguments)
        let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = output ?? stdout
        process.standardError = stderr
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        var errors = Data()
        while case let more = stderr.fileHandleForReading.availableData, !more.isEmpty {
            errors += more
            onErrors(process, String(decoding: errors, as: UTF8.self))
        }
        let result = output == nil ? stdout.fileHandleForReading.readDataToEndOfFile() : Data()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: String(decoding: result, as: UTF8.self),
            errors: String(decoding: errors, as: UTF8.self)
        )
    }
}

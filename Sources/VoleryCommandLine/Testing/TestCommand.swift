internal import ArgumentParser
internal import Volery

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// `volery test`: runs the rehearsals and cassettes beside workflows, and checks what they expect.
struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Tests workflows by the rehearsals and cassettes beside them, without a model.",
        discussion: """
            Of NAME.yaml these are NAME.rehearsal.yaml, NAME.CASE.rehearsal.yaml and NAME.CASE.cassette.jsonl; what is \
            expected of a cassette is in NAME.CASE.cassette.yaml.
            """
    )

    /// How results are written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
    }

    @Argument(help: "Workflows, or folders of them.", completion: .file(extensions: ["yaml", "yml"]))
    var files: [String] = ["workflows"]

    @Flag(help: "Lets commands run in no sandbox, where `safety` says `sandbox: none` too.")
    var allowUnsandboxed = false

    @Option(help: "What standard output carries: text (one line for each test) or json (one object).")
    var output: Format = .text

    @Option(help: ArgumentHelp("Writes the results as JUnit's XML, too.", valueName: "file"))
    var junit: String?

    func run() async throws {
        let console = Console()
        do {
            try await Interruption.cancelling { try await test(console) }
        } catch let closed as OutputClosed {
            throw closed
        } catch let stop as Stop {
            throw stop
        } catch {
            throw Stop(status: console.report(error))
        }
    }

    private func test(_ console: Console) async throws {
        let loader = WorkflowLoader(tools: try Runtime.catalogue(), environment: console.environment)
        var report = TestReport()
        var isInvalid = false
        for file in try Self.workflows(in: files) {
            do {
                try await test(file, loader, &report, console)
            } catch let error as DiagnosticsError {
                console.show(error.diagnostics, of: error.sources)
                isInvalid = true
            }
        }
        if report.results.isEmpty, !isInvalid {
            throw UsageError("there is no rehearsal and no cassette beside \(files.joined(separator: ", "))")
        }
        switch output {
        case .text: try console.output.write(report.summary)
        case .json: try console.output.write(report.json.serialized(.pretty) + "\n")
        }
        if let junit { try Self.write(report.junit, to: junit) }
        if isInvalid { throw Stop(status: .invalidFile) }
        if report.hasFailures { throw Stop(status: .failed) }
    }

    private func test(
        _ file: String,
        _ loader: WorkflowLoader,
        _ report: inout TestReport,
        _ console: Console
    ) async throws {
        let loaded = try await Blocking.run { try loader.load(file) }
        for test in WorkflowTest.all(of: file, loaded, loader) {
            let result = try await test.result(loaded, loader, allowsUnsandboxed: allowUnsandboxed)
            report.results.append(result)
            if output == .text { try console.output.write(TestReport.line(of: result)) }
            console.show(result.faults, of: result.sources)
        }
    }

    /// The workflows that are meant, each once: those that are named, those in folders, and those of tests.
    private static func workflows(in files: [String]) throws(UsageError) -> [String] {
        var seen: Set<String> = []
        var found: [String] = []
        for file in files {
            var isFolder: Bool = false
            guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), isFolder else {
                found.append(WorkflowTest.workflow(of: file))
                continue
            }
            let folder = file.hasSuffix("/") ? file : "\(file)/"
            let names = (try? FileManager.default.contentsOfDirectory(atPath: file)) ?? []
            for name in names.sorted() where isWorkflow(name) {
                found.append(folder + name)
            }
        }
        return found.filter { seen.insert($0).inserted }
    }

    private static func isWorkflow(_ name: String) -> Bool {
        name.hasSuffix(".yaml") && name != "volery.yaml" && !WorkflowTest.isBeside(name)
    }

    private static func write(_ text: String, to path: String) throws(UsageError) {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw UsageError("--junit `\(path)` can't be written: \(error)")
        }
    }
}

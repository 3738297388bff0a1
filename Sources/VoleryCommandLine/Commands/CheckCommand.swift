internal import ArgumentParser
internal import Volery

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// `volery check`: finds what is wrong with workflows before they cost anything.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks workflows, with the agents and the project that they name."
    )

    /// How what was found is written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
        case sarif
    }

    @Argument(help: "The workflows' files.", completion: .file(extensions: ["yaml", "yml"]))
    var files: [String]

    @Flag(help: "Tells what each agent and tool step can read, write and run, whom it can ask, and who approves.")
    var reach = false

    @Flag(help: "Tells the most that each step, and all of it, can spend by the workflow's own limits.")
    var cost = false

    @Option(
        help: "How the findings are written: text, json, or sarif for code scanning; the last two to standard output."
    )
    var format: Format = .text

    func validate() throws {
        if reach, format != .text { throw ValidationError("--reach is told as text alone") }
        if cost, format == .sarif { throw ValidationError("--cost is told as text or json") }
    }

    func run() throws {
        let console = Console()
        var report = CheckReport()
        do {
            let loader = WorkflowLoader(tools: try Runtime.catalogue(), environment: console.environment)
            for file in Self.workflows(of: files) {
                let (checked, sources) = Self.check(file, by: loader)
                report.add(checked)
                if format == .text { try show(checked, sources, on: console) }
            }
            switch format {
            case .text: break
            case .json: try write(cost ? report.json(Self.costReport) : report.json, to: console)
            case .sarif: try write(Self.sarif(report), to: console)
            }
        } catch let closed as OutputClosed {
            throw closed
        } catch {
            throw Stop(status: console.report(error))
        }
        if report.hasErrors { throw Stop(status: .invalidFile) }
    }

    private static func check(_ file: String, by loader: WorkflowLoader) -> (CheckReport.File, [SourceText]) {
        do throws(DiagnosticsError) {
            var loaded = try loader.load(file)
            _ = try loader.rehearsal(of: &loaded)
            for name in loader.rehearsalNames(of: loaded) { _ = try loader.rehearsal(of: &loaded, named: name) }
            for name in loader.namesOfExpectations(of: loaded) {
                _ = try loader.expectations(of: &loaded, cassette: name)
            }
            return (.init(path: file, loaded: loaded, diagnostics: loaded.warnings), loaded.sources)
        } catch {
            return (.init(path: file, loaded: nil, diagnostics: error.diagnostics), error.sources)
        }
    }

    private func show(_ file: CheckReport.File, _ sources: [SourceText], on console: Console) throws {
        console.show(file.diagnostics, of: sources)
        guard let loaded = file.loaded else { return }
        try console.output.write("\(TerminalText.escaped(file.path)): \(Self.summary(of: loaded.workflow))\n")
        if reach { try console.output.write(try Self.reach(of: loaded)) }
        if cost { try console.output.write(Self.costReport(of: loaded).text) }
    }

    private func write(_ json: JSONValue, to console: Console) throws {
        let text = json.serialized(.pretty)
        try console.output.write((console.output.isTerminal ? TerminalText.escapedJSON(text) : text) + "\n")
    }

    private static func sarif(_ report: CheckReport) -> JSONValue {
        let folder = FileManager.default.currentDirectoryPath
        let version = VoleryCommand.configuration.version
        return SARIFReport(report: report, version: version, folder: folder).json
    }

    /// The workflows that are meant, each once: a rehearsal is checked with its workflow, so `workflows/*.yaml` works.
    private static func workflows(of files: [String]) -> [String] {
        var seen: Set<String> = []
        return files.map(WorkflowTest.workflow).filter { seen.insert($0).inserted }
    }

    private static func reach(of loaded: LoadedWorkflow) throws -> String {
        let configuration = try Runtime(project: loaded.project, allowsUnsandboxed: true).configuration
        return try ReachReport(
            workflow: loaded.workflow,
            catalogue: configuration.catalogue,
            workspace: configuration.workspace
        ).text()
    }

    private static func costReport(of loaded: LoadedWorkflow) throws -> CostReport {
        let facts = try Runtime.modelFacts(of: loaded.project)
        return CostReport(worstCase: WorstCase(of: loaded.workflow, in: loaded.project, facts: facts))
    }

    private static func summary(of workflow: Workflow) -> String {
        func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
        let workflows = [workflow] + workflow.calledWorkflows
        let called = workflows.count > 1 ? "\(count(workflows.count, "workflow")), " : ""
        let steps = workflows.reduce(0) { $0 + $1.allSteps.count }
        let agents = workflows.reduce(0) { $0 + $1.agents.count }
        return "\(called)\(count(steps, "step")), \(count(agents, "agent")), no errors"
    }
}

internal import ArgumentParser
internal import Volery

/// `volery graph`: a workflow's steps and what waits for what, as a picture.
struct GraphCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Prints a workflow's steps as a picture: a Mermaid flowchart, Graphviz's DOT, or SVG."
    )

    /// How the picture is written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case mermaid
        case dot
        case svg
    }

    @Argument(help: "The workflow's file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(help: "How the picture is written: mermaid, dot or svg.")
    var format: Format = .mermaid

    @Option(help: "Tells of one step instead: what it uses and of which types, what it waits for, what waits for it.")
    var step: String?

    func run() throws {
        let console = Console()
        do {
            let loader = WorkflowLoader(tools: try Runtime.catalogue(), environment: console.environment)
            let workflow = try loader.load(file).workflow
            if let step {
                let report = try StepReport(of: step, in: workflow, tools: try Runtime.catalogue())
                return try console.output.write(report.text)
            }
            let model = GraphModel(workflow)
            switch format {
            case .mermaid: try console.output.write(MermaidGraph(model).text)
            case .dot: try console.output.write(DOTGraph(model).text)
            case .svg: try console.output.write(SVGGraph(model).text)
            }
        } catch let closed as OutputClosed {
            throw closed
        } catch {
            throw Stop(status: console.report(error))
        }
    }
}

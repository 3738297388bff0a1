internal import ArgumentParser
internal import Volery

/// `volery graph`: a workflow's steps and what waits for what, as a picture.
struct GraphCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Prints a workflow's steps as a Mermaid flowchart."
    )

    @Argument(help: "The workflow's file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    func run() throws {
        let console = Console()
        do {
            let loader = WorkflowLoader(tools: try Runtime.catalogue(), environment: console.environment)
            try console.output.write(MermaidGraph(workflow: try loader.load(file).workflow).text)
        } catch let closed as OutputClosed {
            throw closed
        } catch {
            throw Stop(status: console.report(error))
        }
    }
}

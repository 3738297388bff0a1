internal import ArgumentParser
internal import Volery

/// `volery tools`: what can be granted, or what a workflow's agents were granted.
struct ToolsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tools",
        abstract: "Lists the tools that can be granted, or with a workflow what its agents may call."
    )

    @Argument(help: "A workflow's file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String?

    func run() throws {
        let console = Console()
        do {
            let catalogue = try Runtime.catalogue()
            guard let file else {
                try console.output.write(ToolTable(catalogue: catalogue).text(columns: console.output.size.columns))
                return
            }
            let loader = WorkflowLoader(tools: catalogue, environment: console.environment)
            let workflow = try loader.load(file).workflow
            let declared = DeclaredToolCatalogue(catalogue, declared: workflow.tools, maker: nil)
            try console.output.write(GrantTable(workflow: workflow).text)
            guard !workflow.tools.isEmpty else { return }
            try console.output.write("\n" + ToolTable(catalogue: declared).text(columns: console.output.size.columns))
        } catch let closed as OutputClosed {
            throw closed
        } catch {
            throw Stop(status: console.report(error))
        }
    }
}

internal import ArgumentParser
internal import VoleryCore
internal import VoleryWorkflowFile

/// `volery explain`: what a code of a diagnostic means, with an example.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tells what a diagnostic's code means, with an example; without a code, lists them all."
    )

    /// How pages are written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case markdown
    }

    @Argument(help: "The code, such as V0060.")
    var code: String?

    @Option(help: "How it is written: text or markdown.")
    var format: Format = .text

    func run() throws {
        let console = Console()
        guard let code else {
            let list = CodePage.all.map { "\($0.code)  \($0.title)\n" }.joined()
            return try console.output.write(format == .text ? list : CodePage.document)
        }
        guard let page = CodePage.page(of: code) else {
            let near = CodePage.pages(near: code).map { "  \($0.code)  \($0.title)" }
            let hint = near.isEmpty ? "`volery explain` lists them" : "near are\n" + near.joined(separator: "\n")
            throw Stop(status: console.report(UsageError("there is no code `\(code)`; \(hint)")))
        }
        try console.output.write(format == .text ? page.text : page.markdown)
    }
}

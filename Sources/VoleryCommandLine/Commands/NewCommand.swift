internal import ArgumentParser

/// `volery new`: a workflow to begin with.
struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Writes a small, commented workflow that can be rehearsed at once.",
        discussion: "It writes workflows/NAME.yaml and workflows/NAME.rehearsal.yaml, and nothing over what is there."
    )

    @Argument(help: "The workflow's name.")
    var name: String

    func run() throws {
        let console = Console()
        do {
            let files = NewWorkflow(name: try Self.name(of: name)).files
            if let taken = files.first(where: { NewFile.exists($0.path) }) {
                throw UsageError("there is `\(taken.path)` already; choose another name")
            }
            for (path, text) in files {
                try NewFile.write(text, to: path)
                try console.output.write("wrote \(path)\n")
            }
            try console.output.write("\nTry it: volery run \(files[0].path) --rehearse\n")
        } catch let closed as OutputClosed {
            throw closed
        } catch {
            throw Stop(status: console.report(error))
        }
    }

    /// The name that is meant: that of a file counts without its ending.
    private static func name(of text: String) throws(UsageError) -> String {
        let name = text.hasSuffix(".yaml") ? String(text.dropLast(".yaml".count)) : text
        guard NewWorkflow.isName(name) else {
            let rule = "it begins with a letter or digit and has these, `.`, `_` and `-`, 64 at most"
            throw UsageError("`\(text)` can't be a workflow's name: \(rule)")
        }
        return name
    }
}

internal import ArgumentParser
internal import VoleryCore
internal import VoleryWorkflowFile

extension FileKind: ExpressibleByArgument {}

/// `volery schema`: how files are written, for editors.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of a kind of file, for editors.",
        discussion: """
            An editor with yaml-language-server takes it from the file's first line:
            # yaml-language-server: $schema=PATH
            """
    )

    @Argument(help: "The kind of file: workflow, agent, project, rehearsal or cassette.")
    var kind: FileKind

    func run() throws {
        try Console().output.write(kind.schema.serialized(.pretty) + "\n")
    }
}

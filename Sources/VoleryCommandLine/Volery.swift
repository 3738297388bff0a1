internal import ArgumentParser

/// The command `volery`.
@main
struct Volery: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "volery",
        abstract: "Runs many agents at once, inside bounds that hold.",
        version: "0.1.0"
    )
}

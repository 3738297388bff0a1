internal import ArgumentParser
internal import VoleryCore
internal import VoleryWorkflowFile

/// `volery eval`: tries an expression out.
struct EvalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Evaluates an expression and prints its value as JSON.",
        discussion: "It has the functions that workflows have. A wrong expression ends with 2, one that fails with 1."
    )

    @Argument(help: "The expression, without ${{ }}.")
    var expression: String

    @Option(
        name: .customLong("with"),
        help: ArgumentHelp("A JSON or YAML file of what it can name, or - for standard input.", valueName: "file"),
        completion: .file(extensions: ["json", "yaml"])
    )
    var file: String?

    @Flag(name: .customLong("type"), help: "Prints the expression's type, as the check knows it, not its value.")
    var onlyType = false

    func run() throws {
        let console = Console()
        do {
            let given = try file.map { try InputFile.read($0, for: "--with") }
            let variables = try given.map { try DataFile.members(of: $0.text, name: $0.name) } ?? JSONObject()
            let evaluation = try Self.evaluation(expression, variables, console)
            try console.output.write(try onlyType ? "\(evaluation.type)\n" : text(of: evaluation, console))
        } catch let closed as OutputClosed {
            throw closed
        } catch let stop as Stop {
            throw stop
        } catch {
            throw Stop(status: console.report(error))
        }
    }

    /// The expression, checked; one that is wrong is told and ends with 2, as it's an argument and not a file.
    private static func evaluation(_ text: String, _ variables: JSONObject, _ console: Console) throws -> Evaluation {
        do throws(DiagnosticsError) {
            return try Evaluation(text, variables: variables)
        } catch {
            _ = console.report(error)
            throw Stop(status: .usage)
        }
    }

    private func text(of evaluation: Evaluation, _ console: Console) throws -> String {
        do throws(EvaluationError) {
            let text = try evaluation.value().serialized()
            return (console.output.isTerminal ? TerminalText.escapedJSON(text) : text) + "\n"
        } catch {
            console.show([error.diagnostic], of: [evaluation.source])
            throw Stop(status: .failed)
        }
    }
}

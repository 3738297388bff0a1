import Volery
import VoleryMacros

/// A tool of one's own: a type with a name, a description, arguments and a call.
struct WordCount: Tool {
    @ToolArguments struct Arguments {
        /// The text, as it is.
        var text: String
    }

    let name = "word_count"
    let description = "Counts the words of a text."
    let repeats = ToolRepeats.reads

    func call(arguments: Arguments, context: ToolContext) async throws -> ToolOutput {
        .json(.int(arguments.text.split(whereSeparator: \.isWhitespace).count))
    }
}

@main
enum CustomTool {
    static func main() async throws {
        let runtime = try Runtime(tools: [WordCount()])
        var file = try await runtime.loadFile("Examples/CustomTool/count.yaml")
        // Rehearsed, so that it runs without a model; `runtime` itself would ask one.
        let rehearsal = try runtime.rehearsal(of: &file)
        let report = try await runtime.rehearsing(RehearsalModel(rehearsal)).withRun(of: file.workflow) { run in
            try await run.output("report", as: String.self)
        }
        print(report)
    }
}

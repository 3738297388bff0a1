import Volery
import VoleryMacros

enum Units: String, CaseIterable, ToolArgumentValue { case metric, imperial }

struct Distance: Tool {
    @ToolArguments struct Arguments {
        /// Where from: the name of a city.
        var from: String
        /// Where to: the names of cities, one after another.
        var stops: [String]
        /// What distances are told in.
        var unit: Units = .metric
        /// Anything else that matters.
        var note: String?
    }

    let name = "distance"
    let description = "Tells how far it is from one city to others."
    let repeats = ToolRepeats.reads

    func call(arguments: Arguments, context: ToolContext) async throws -> ToolOutput {
        guard !arguments.stops.isEmpty else { throw ToolFailure.correctable("name at least one stop") }
        context.progress("measuring \(arguments.stops.count) legs")
        return .json(["km": .int(arguments.stops.count * 100)])
    }
}

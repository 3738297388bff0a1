internal import VoleryCore

/// What was used, by some name; the dearest first.
struct UsageReport {
    private var usages: [String: Usage] = [:]
    private let heading: String

    init(heading: String) {
        self.heading = heading
    }

    /// Counts a usage.
    mutating func add(_ usage: Usage, to name: String) {
        usages[name, default: Usage()] += usage
    }

    /// Whether nothing was counted.
    var isEmpty: Bool { usages.isEmpty }

    private var sorted: [(name: String, usage: Usage)] {
        usages.map { ($0.key, $0.value) }.sorted { first, second in
            let (mine, other) = (first.usage.cost ?? .zero, second.usage.cost ?? .zero)
            return mine == other ? first.name < second.name : mine > other
        }
    }

    /// A table with a line for each name.
    var text: String {
        var table = TextTable([
            .init(heading: heading.uppercased()), .init(heading: "COST", isRight: true),
            .init(heading: "TOKENS IN", isRight: true), .init(heading: "CACHED", isRight: true),
            .init(heading: "OUT", isRight: true),
        ])
        for (name, usage) in sorted {
            table.add([
                name, usage.cost.map { "\($0)" } ?? "", Measure.count(usage.inputTokens),
                Measure.count(usage.cachedTokens), Measure.count(usage.outputTokens),
            ])
        }
        return table.text
    }

    /// The same as an object.
    var json: JSONObject {
        ["by": .string(heading), "usage": .array(sorted.map { [heading: .string($0.name), "usage": $0.usage.json] })]
    }
}

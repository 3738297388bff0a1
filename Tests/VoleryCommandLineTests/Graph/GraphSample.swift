@testable import VoleryCommandLine

/// A picture with a box of every kind, groups in groups, rounds and a choice.
enum GraphSample {
    static let everything = GraphModel(
        title: "everything",
        description: "A step of every kind <&> \"more\".",
        scope: GraphModel.Scope(
            items: [
                item("question", .ask, "person"),
                item("route", .choice, inside: choice),
                item("notes", .tool, "read_file", forEach: "for each path in inputs.files"),
                item(
                    "polish",
                    .group,
                    rounds: "up to 3 rounds",
                    until: "until steps.review.output.good",
                    inside: rounds
                ),
                item("audit", .workflow, "audit.yaml"),
                item("pause", .wait, "30s"),
                item("stop", .fail, "nothing was found", condition: "if size(steps.notes.output) == 0"),
                item("report", .value),
            ],
            edges: [
                .init(from: 0, to: 1), .init(from: 1, to: 3), .init(from: 2, to: 3), .init(from: 2, to: 6),
                .init(from: 3, to: 4), .init(from: 4, to: 5, onlyWaits: true), .init(from: 5, to: 7, onlyWaits: true),
                .init(from: 3, to: 7), .init(from: 1, to: 7),
            ]
        )
    )

    private static let choice = GraphModel.Scope(
        items: [
            item("route.?", .decision, title: "steps.question.output.kind"),
            item("route.billing", .agent, "clerk", title: "", caseLabel: "billing"),
            item("route.technical", .agent, "engineer", title: "", caseLabel: "technical"),
            item("route.default", .value, title: "", caseLabel: "default"),
        ],
        edges: [.init(from: 0, to: 1), .init(from: 0, to: 2), .init(from: 0, to: 3)]
    )

    private static let rounds = GraphModel.Scope(
        items: [
            item("polish.draft", .agent, "writer"),
            item("polish.checks", .group, forEach: "for each side in inputs.sides", inside: checks),
            item("polish.review", .agent, "critic", details: "retry 2 · timeout 2m 00s"),
        ],
        edges: [.init(from: 0, to: 1), .init(from: 1, to: 2), .init(from: 0, to: 2)]
    )

    private static let checks = GraphModel.Scope(
        items: [
            item("polish.checks.facts", .agent, "fact_checker"), item("polish.checks.style", .agent, "stylist"),
            item("polish.checks.both", .value),
        ],
        edges: [.init(from: 0, to: 2), .init(from: 1, to: 2)]
    )

    static func item(
        _ id: String,
        _ kind: GraphModel.Kind,
        _ worker: String = "",
        title: String? = nil,
        forEach: String? = nil,
        condition: String? = nil,
        rounds: String? = nil,
        until: String? = nil,
        details: String? = nil,
        caseLabel: String? = nil,
        inside: GraphModel.Scope? = nil
    ) -> GraphModel.Item {
        GraphModel.Item(
            id: id,
            title: title ?? String(id.split(separator: ".").last ?? ""),
            kind: kind,
            worker: worker,
            forEach: forEach,
            condition: condition,
            rounds: rounds,
            until: until,
            details: details,
            caseLabel: caseLabel,
            description: nil,
            inside: inside
        )
    }
}

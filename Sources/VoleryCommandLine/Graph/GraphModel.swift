/// A workflow as a picture has it: boxes in boxes, and arrows between the boxes of one scope.
struct GraphModel: Hashable {
    /// The workflow's name.
    var title: String
    /// What it is for.
    var description: String?
    /// Its steps.
    var scope: Scope

    /// Boxes that lie beside each other, and what waits for what among them.
    struct Scope: Hashable {
        var items: [Item] = []
        var edges: [Edge] = []
    }

    /// A step: a box, with boxes in it if it is a group or a choice.
    struct Item: Hashable {
        /// Its path among the steps, such as `polish.review`; no two are the same.
        var id: String
        /// Its name.
        var title: String
        /// What kind it is.
        var kind: Kind
        /// What works in it: the agent's or the tool's name.
        var worker: String
        /// The list that it goes over, if it does: "for each angle in …".
        var forEach: String?
        /// The condition that it has, if it has one.
        var condition: String?
        /// How often it is done, if it has rounds: "up to 3 rounds".
        var rounds: String?
        /// When its rounds end early: "until …".
        var until: String?
        /// What happens when it fails, how long it may take and the like.
        var details: String?
        /// The value that it is chosen for, in a choice.
        var caseLabel: String?
        /// What it is for.
        var description: String?
        /// What is in it.
        var inside: Scope?
    }

    /// One waits for the other; positions in the scope's items.
    struct Edge: Hashable {
        var from: Int
        var to: Int
        /// Whether nothing of the other is used.
        var onlyWaits = false
    }

    /// The kinds of boxes, by the words that pictures have for them.
    enum Kind: String, CaseIterable, Hashable {
        case agent
        case tool
        case value
        case workflow
        case ask
        case wait
        case fail
        /// A choice between steps; in it a `decision` and the cases.
        case choice = "switch"
        /// The point at which a choice is made; its title is the expression.
        case decision
        case group
    }
}

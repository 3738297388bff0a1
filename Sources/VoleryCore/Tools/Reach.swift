/// What a granted tool can touch, in words for people; made from the same grant that bounds the tool.
public struct Reach: Sendable, Hashable {
    /// What it can read: `notes/*.md in the folder data`.
    public var reads: [String]
    /// What it can write.
    public var writes: [String]
    /// What it can run.
    public var runs: [String]
    /// Whom it can ask or tell: hosts, and people.
    public var talksTo: [String]

    /// A reach; nothing unless given.
    public init(reads: [String] = [], writes: [String] = [], runs: [String] = [], talksTo: [String] = []) {
        self.reads = reads
        self.writes = writes
        self.runs = runs
        self.talksTo = talksTo
    }

    /// What is known of a tool that says nothing but its effects.
    public init(_ effects: ToolEffects) {
        self.init()
        if effects.contains(.readsPrivateData) { reads.append("what is private") }
        if effects.contains(.changesWorkspace) { writes.append("the workspace") }
        if effects.contains(.changesOutside) { writes.append("something outside of the workspace") }
        if effects.contains(.sendsOutside) { talksTo.append("others outside") }
        if effects.contains(.asksPerson) { talksTo.append("the person who runs it") }
    }
}

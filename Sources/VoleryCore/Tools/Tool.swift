/// Something that an agent can do: a name, a description, arguments, and a call.
///
/// The model reads `name`, `description` and the arguments' schema to decide when and how to call it. Calls run in
/// parallel, unless the tool says that it is exclusive, and end soon after their task was cancelled.
public protocol Tool<Arguments>: Sendable {
    /// What the tool is called with.
    associatedtype Arguments: ToolArguments

    /// The name by which workflows grant it and models call it: letters, digits, `_` and `-`, 64 at most.
    var name: String { get }

    /// What it does and when to use it, for the model.
    var description: String { get }

    /// The JSON Schema of its arguments; the one of `Arguments` unless given.
    var argumentsSchema: JSONSchema { get throws }

    /// What a call touches; `.none` unless given.
    var effects: ToolEffects { get }

    /// What it can touch, with the grant that it has; what its effects tell unless given.
    var reach: Reach { get }

    /// What may happen when it is in doubt whether a call was made; `.once` unless given.
    var repeats: ToolRepeats { get }

    /// Whether only one call of it may run at a time in a run; false unless given.
    var isExclusive: Bool { get }

    /// Does it.
    ///
    /// - Parameters:
    ///   - arguments: The arguments, already checked against the schema.
    ///   - context: Where and for whom the call is made.
    /// - Returns: What goes back to the model, or becomes the step's output.
    /// - Throws: `ToolFailure` to tell the model what went wrong; any other error is told by its description.
    @concurrent func call(arguments: Arguments, context: ToolContext) async throws -> ToolOutput
}

extension Tool {
    /// The schema of `Arguments`.
    public var argumentsSchema: JSONSchema { get throws { try Arguments.schema } }
    /// Touches nothing that matters.
    public var effects: ToolEffects { .none }
    /// What its effects tell.
    public var reach: Reach { Reach(effects) }
    /// Never repeated when in doubt.
    public var repeats: ToolRepeats { .once }
    /// Calls run in parallel.
    public var isExclusive: Bool { false }

    /// Calls a tool whose arguments' type is not known where the call is made.
    package func call(json arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        let typed: Arguments
        do {
            typed = try Arguments(arguments: arguments)
        } catch {
            throw ToolFailure.correctable("the arguments can't be used: \(error)")
        }
        return try await call(arguments: typed, context: context)
    }
}

/// What may happen to a call of which it is not known whether it was made.
public enum ToolRepeats: String, Sendable, Hashable, Codable {
    /// It only reads: it is made again.
    case reads
    /// It may be made again with the same idempotency key.
    case keyed
    /// It is not made again; a person or a policy decides.
    case once
}

/// What a tool's calls touch.
public struct ToolEffects: OptionSet, Sendable, Hashable {
    /// The set as bits.
    public let rawValue: Int

    /// A set from its bits.
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Nothing that matters.
    public static let none: ToolEffects = []
    /// Reads what is not public.
    public static let readsPrivateData = ToolEffects(rawValue: 1)
    /// Brings in text that strangers may have written.
    public static let readsUntrusted = ToolEffects(rawValue: 2)
    /// Sends something out of this machine.
    public static let sendsOutside = ToolEffects(rawValue: 4)
    /// Changes something in the workspace.
    public static let changesWorkspace = ToolEffects(rawValue: 8)
    /// Changes something outside of the workspace.
    public static let changesOutside = ToolEffects(rawValue: 32)
    /// Waits for a person: a call takes as long as that takes, and no place among the `parallel` ones.
    public static let asksPerson = ToolEffects(rawValue: 16)
}

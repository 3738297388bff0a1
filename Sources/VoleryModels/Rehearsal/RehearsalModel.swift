internal import Synchronization
internal import VoleryCEL
public import VoleryCore
public import VoleryWorkflow

/// A stand-in for a model: says what a rehearsal scripts for a conversation, and makes up the rest to fit.
///
/// What is made up follows from the conversation's address alone, so it is the same each time. A scripted reply that
/// the real runtime would not accept is an error that names its place: a call that is not allowed, arguments that do
/// not fit, replies that are left over or too few.
public final class RehearsalModel: LanguageModel {
    /// What it follows.
    public let rehearsal: Rehearsal
    /// How many replies each conversation has had.
    private let used = Mutex<[Address: Int]>([:])

    /// A stand-in that follows a rehearsal.
    public init(_ rehearsal: Rehearsal) {
        self.rehearsal = rehearsal
    }

    /// `rehearsal`.
    public var name: String { "rehearsal" }

    /// It costs nothing, takes everything, and can be given tools and a schema at once.
    public var facts: ModelFacts {
        ModelFacts(
            price: ModelPrice(input: 0, output: 0),
            combinesToolsWithOutput: true,
            takes: Set(Media.Kind.allCases)
        )
    }

    /// Gives the conversation's next reply.
    @concurrent public func respond(
        to request: ModelRequest,
        onEvent: @escaping @Sendable (ModelEvent) -> Void
    ) async throws -> ModelReply {
        try Task.checkCancellation()
        var reply = try reply(to: request)
        reply.model = name
        reply.usage = Usage(
            inputTokens: request.messages.count,
            outputTokens: max(1, reply.text.utf8.count / 4),
            cost: .zero
        )
        if !reply.text.isEmpty { onEvent(.text(reply.text)) }
        return reply
    }

    /// Gives this model for every name; faults that a rehearsal plays are tried again as real ones are, without waiting.
    public var provider: any ModelProvider { RehearsalProvider(model: self) }

    /// The keys of replies that no conversation has used, in conversations that took place.
    public var leftOver: [String] {
        let used = used.withLock(\.self)
        return rehearsal.scripts.flatMap { script in
            let most = used.filter { script.pattern.matches($0.key) }.map(\.value).max() ?? 0
            return script.replies.dropFirst(most).map(\.path)
        }
    }

    /// Checks that every scripted reply was asked for.
    /// - Throws: `RehearsalFault` that names the first one that was not.
    public func checkNothingIsLeft() throws {
        guard let path = leftOver.first else { return }
        throw RehearsalFault("nobody asked for this reply", path: path)
    }

    /// The next scripted reply for an address; `nil` where nothing is scripted.
    func nextReply(at address: Address) throws -> Rehearsal.Reply? {
        guard let script = rehearsal.script(for: address) else { return nil }
        let index = used.withLock { used in
            defer { used[address, default: 0] += 1 }
            return used[address, default: 0]
        }
        guard index < script.replies.count else {
            throw RehearsalFault(
                "`\(address)` asks for reply \(index + 1), but `\(script.pattern.text)` has \(script.replies.count)",
                path: "replies.\(script.pattern.text)"
            )
        }
        return script.replies[index]
    }

    /// The value of a person's answer, whose template has nothing in scope.
    func value(of template: TemplateValue, in reply: Rehearsal.Reply) throws -> JSONValue {
        try evaluating(reply) { try template.value(in: CELBindings()) }
    }

    /// A value that fits a schema, the same for the same address.
    func madeUpValue(_ schema: JSONSchema, at address: Address, for whom: String) throws -> JSONValue {
        let seed = address.text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        guard let value = schema.example(seed: seed) else {
            throw RehearsalFault(
                "no answer could be made up that fits the `output` of \(whom); script one for `\(address)`",
                path: "replies"
            )
        }
        return value
    }

    private func reply(to request: ModelRequest) throws -> ModelReply {
        guard let reply = try nextReply(at: request.address) else { return try madeUp(for: request) }
        switch reply.kind {
        case .output(let value):
            return ModelReply(text: try evaluating(reply) { try value.value(in: Scope(request)) }.serialized())
        case .text(let template):
            return ModelReply(text: try evaluating(reply) { try template.text(in: Scope(request)) })
        case .calls(let calls):
            let number = used.withLock { $0[request.address, default: 1] }
            return try scripted(calls, reply, request, number: number)
        case .error(let status, let after):
            throw ModelError.answer(status: status, message: "a rehearsed fault", retryAfter: after)
        }
    }

    private func scripted(
        _ calls: [(tool: String, arguments: TemplateValue)],
        _ reply: Rehearsal.Reply,
        _ request: ModelRequest,
        number: Int
    ) throws -> ModelReply {
        let made = try calls.enumerated().map { index, call in
            let name = call.tool.split(separator: ".").joined(separator: "__")
            guard let tool = request.tools.first(where: { $0.name == name }) else {
                let known = request.tools.map(\.name).joined(separator: ", ")
                throw RehearsalFault(
                    "`\(request.agent)` may not call `\(call.tool)`; it may call: \(known)",
                    path: reply.path
                )
            }
            let arguments = try evaluating(reply) { try call.arguments.value(in: Scope(request)) }
            let faults = tool.parameters.validate(arguments)
            guard faults.isEmpty else {
                let words = faults.map(\.description).joined(separator: "; ")
                throw RehearsalFault("the arguments of `\(call.tool)` do not fit: \(words)", path: reply.path)
            }
            return ToolCall(id: "call_\(number)_\(index + 1)", name: name, arguments: arguments.serialized())
        }
        return ModelReply(text: "", toolCalls: made, finish: .toolCalls)
    }

    private func madeUp(for request: ModelRequest) throws -> ModelReply {
        guard let schema = request.output else {
            return ModelReply(text: "\(request.agent) answers at \(request.address).")
        }
        let value = try madeUpValue(schema, at: request.address, for: "`\(request.agent)`")
        return ModelReply(text: value.serialized())
    }

    private func evaluating<Value>(_ reply: Rehearsal.Reply, _ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let error as CELError {
            throw RehearsalFault(error.message, path: reply.path)
        }
    }
}

private struct RehearsalProvider: ModelProvider {
    let model: RehearsalModel

    func model(_ reference: String, fallback: [String]) throws -> any LanguageModel {
        RetryingModel(model, time: NoWaiting())
    }
}

/// The time of rehearsals, in which no wait takes any.
private struct NoWaiting: TimeSource {
    let now = Duration.zero
    let secondsSince1970 = 0.0

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
    }
}

/// A rehearsal that does not fit its workflow.
public struct RehearsalFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public var message: String
    /// The key in the rehearsal's file.
    public var path: String

    init(_ message: String, path: String) {
        self.message = message
        self.path = path
    }

    /// What is wrong, and where.
    public var description: String { "\(path): \(message)" }
}

/// What a reply's templates can name: `prompt`, `context`, and `results` of the calls so far.
private struct Scope: CELActivation {
    private let prompt: String
    private let context: [String]
    private let results: [JSONValue]

    init(_ request: ModelRequest) {
        var opening: [String] = []
        var results: [JSONValue] = []
        var hasBegun = false
        for message in request.messages {
            switch message {
            case .user(let text) where !hasBegun: opening.append(text)
            case .userParts(let parts) where !hasBegun:
                opening.append(parts.map(\.text).joined(separator: "\n\n"))
            case .system, .user, .userParts: break
            case .assistant: hasBegun = true
            case .tool(_, let text): results.append(Self.value(of: text))
            }
        }
        prompt = opening.popLast() ?? ""
        context = opening
        self.results = results
    }

    func value(of name: String) throws(CELError) -> CELValue? {
        switch name {
        case "prompt": .string(prompt)
        case "context": CELValue(.array(context.map(JSONValue.string)))
        case "results": CELValue(.array(results))
        default: nil
        }
    }

    /// A result that is an object or a list reached the model as JSON; here it is a value again.
    private static func value(of text: String) -> JSONValue {
        guard let value = try? JSONValue(parsing: text) else { return .string(text) }
        switch value {
        case .object, .array: return value
        default: return .string(text)
        }
    }
}

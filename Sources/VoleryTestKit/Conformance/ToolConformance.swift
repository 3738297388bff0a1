internal import Logging
public import VoleryCore

/// Tells whether a tool keeps what runtimes and models rely on.
///
/// ```swift
/// @Test func conforms() async {
///     let findings = await ToolConformance.check(OpenOrders(), examples: [["customer": "4711"]])
///     #expect(findings.isEmpty, "\(findings)")
/// }
/// ```
///
/// The tool is really called, with the examples and with calls that are cancelled at once.
public enum ToolConformance {
    /// Something that a tool does not keep, and what to do about it.
    public struct Finding: Sendable, Hashable, CustomStringConvertible {
        /// What it is, in a sentence.
        public var description: String
    }

    /// How long a cancelled call may go on.
    public static let longestEnding = Duration.seconds(5)
    /// The most bytes of a result that a model can do something with.
    public static let largestResult = 1 << 20

    /// Checks a tool.
    ///
    /// - Parameters:
    ///   - tool: The tool.
    ///   - examples: Arguments with which it can be called here; without any it is called with none that succeed.
    ///   - workspace: The folder that its calls work in.
    /// - Returns: All that was found; nothing is well.
    public static func check(
        _ tool: any Tool,
        examples: [JSONValue] = [],
        workspace: String = "/tmp"
    ) async -> [Finding] {
        var check = ToolCheck(tool: tool, workspace: workspace)
        check.checkNames()
        guard let schema = check.checkSchema() else { return check.findings }
        for example in examples { await check.checkCall(example, schema) }
        if let first = examples.first { await check.checkCancellation(first) }
        return check.findings
    }
}

/// The checks of one tool.
private struct ToolCheck {
    let tool: any Tool
    let workspace: String
    var findings: [ToolConformance.Finding] = []

    mutating func report(_ text: String) {
        findings.append(ToolConformance.Finding(description: text))
    }

    // MARK: What it says of itself

    mutating func checkNames() {
        let name = tool.name
        let isPlain = name.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F || byte == 0x2D
        }
        if name.isEmpty || name.utf8.count > 64 || !isPlain {
            report("the name `\(name)` is none that models can call: letters, digits, `_` and `-`, 64 at most")
        }
        if tool.description.allSatisfy(\.isWhitespace) {
            report("there is no description: say what it does and when to use it, that is all a model goes by")
        }
        if tool.repeats == .reads, !tool.effects.isDisjoint(with: [.changesWorkspace, .changesOutside]) {
            report("`repeats` is `.reads`, but its effects say that it changes something")
        }
    }

    /// The schema, if it can be used.
    mutating func checkSchema() -> JSONSchema? {
        let schema: JSONSchema
        do {
            schema = try tool.argumentsSchema
        } catch {
            report("the schema of its arguments is none: \(error)")
            return nil
        }
        guard schema.value["type"] == "object" else {
            report("its arguments are no object: the schema needs `type: object` at the top")
            return nil
        }
        for (name, property) in schema.value["properties"]?.objectValue ?? [:] where property["description"] == nil {
            report("the argument `\(name)` has no description")
        }
        if let example = schema.example() { checkDecoding(example) }
        return schema
    }

    /// What fits the schema has to fit the type.
    private mutating func checkDecoding(_ example: JSONValue) {
        func decode<Call: Tool>(_ tool: Call) -> String? {
            do {
                _ = try Call.Arguments(arguments: example)
                return nil
            } catch {
                return "\(error)"
            }
        }
        guard let reason = decode(tool) else { return }
        report("arguments that fit the schema can't be read, such as \(example.serialized()): \(reason)")
    }

    // MARK: What its calls do

    mutating func checkCall(_ arguments: JSONValue, _ schema: JSONSchema) async {
        let shown = arguments.serialized()
        let faults = schema.validate(arguments)
        guard faults.isEmpty else {
            report("the example \(shown) does not fit the schema: \(faults.map(\.description).joined(separator: "; "))")
            return
        }
        let output: ToolOutput
        do {
            output = try await tool.call(json: arguments, context: context)
        } catch {
            report("the call with \(shown) failed: \(error)")
            return
        }
        let size = output.text.utf8.count
        if size > ToolConformance.largestResult {
            report("the result of \(shown) has \(size) bytes: give a part, and say how to get the next")
        }
        for media in output.media { checkMedia(media, shown) }
        guard tool.repeats == .reads else { return }
        if let again = try? await tool.call(json: arguments, context: context),
            again.value != output.value || again.media != output.media
        {
            report("`repeats` is `.reads`, but two calls with \(shown) gave different results")
        }
    }

    /// Servers refuse a whole conversation for one image that is none.
    private mutating func checkMedia(_ media: Media, _ call: String) {
        guard let bytes = media.bytes else { return }
        if bytes.isEmpty { report("the \(media.kind.rawValue) that \(call) gave is empty") }
        if bytes.count > Media.mostBytes {
            report(
                "the \(media.kind.rawValue) that \(call) gave has \(bytes.count) bytes; \(Media.mostBytes) are the most"
            )
        }
        if media.kind == .image, Media.type(of: bytes) != media.type || !media.type.hasPrefix("image/") {
            let found = Media.type(of: bytes) ?? "no image that models take"
            report(
                "the image that \(call) gave as `\(media.type)` is \(found): give PNG, JPEG, GIF or WebP by its name"
            )
        }
        if media.type.isEmpty { report("the \(media.kind.rawValue) that \(call) gave has no media type") }
    }

    /// A call that is cancelled ends soon, whether it had begun or not.
    mutating func checkCancellation(_ arguments: JSONValue) async {
        let (tool, context) = (tool, context)
        let clock = ContinuousClock()
        let start = clock.now
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = try? await tool.call(json: arguments, context: context) }
            group.cancelAll()
        }
        let time = clock.now - start
        if time > ToolConformance.longestEnding {
            report("a cancelled call went on for \(time): pass cancellation on, or look for it where work takes long")
        }
    }

    private var context: ToolContext {
        ToolContext(
            address: Address("conformance"),
            idempotencyKey: "conformance",
            workspace: workspace,
            deadline: .seconds(60),
            time: RealTime(),
            logger: Logger(label: "conformance") { _ in SwiftLogNoOpLogHandler() }
        )
    }
}

/// The machine's time, since tools are really called.
private struct RealTime: TimeSource {
    private let start = ContinuousClock.now

    var now: Duration { ContinuousClock.now - start }
    var secondsSince1970: Double { 0 }

    func sleep(for duration: Duration) async throws {
        try await ContinuousClock().sleep(for: duration)
    }
}

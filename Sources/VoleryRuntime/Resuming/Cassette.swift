public import VoleryCore

/// A recording of a run that can be kept beside its workflow and replayed anywhere, without a model and a network.
///
/// It holds what a replay needs and nothing that differs each time: no times and no numbers, and entries by address, so
/// that a new recording of the same answers differs in its first line alone. `docs/testing.md` tells of its text.
public struct Cassette: Sendable, Hashable {
    /// The version of the text that this code writes and reads.
    public static let format = 1

    /// The version of Volery that recorded it.
    public var recorder: String
    /// The workflow's name.
    public var workflow: String
    /// The recorded run's id.
    public var run: String
    /// When it began: whole seconds since 1970, as expressions can name that.
    public var started: Int
    /// Its inputs, complete.
    public var inputs: JSONObject
    /// What a replay needs of its models.
    public var models: JSONValue
    /// What happened, from the run's begin to its end, by address in between; without times.
    public private(set) var entries: [Entry]

    /// A recording of a run.
    ///
    /// - Parameters:
    ///   - entries: The run's entries, from the first.
    ///   - header: What it was made from, as its journal has it.
    ///   - recorder: The version of Volery.
    /// - Throws: `CassetteError` if the run has not begun.
    public init(_ entries: [Entry], header: RunHeader, recorder: String) throws(CassetteError) {
        guard let first = entries.first, case .runStarted(let run, let workflow, let inputs) = first.payload else {
            throw CassetteError("nothing of the run was recorded")
        }
        self.recorder = recorder
        self.workflow = workflow
        self.run = run
        self.inputs = inputs.objectValue ?? JSONObject()
        started = Int(exactly: first.time.rounded(.down)) ?? 0
        models = header.contents["models"] ?? .object(JSONObject())
        self.entries = []
        set(entries.dropFirst().compactMap(\.recorded))
    }

    /// What the header of the recorded run says that a replay needs.
    public var header: RunHeader { RunHeader(["models": models]) }

    /// What the run put out; `nil` if it did not come to its end.
    public var outputs: JSONObject? {
        guard case .runEnded(.completed, let outputs?, _, _, _)? = entries.last?.payload else { return nil }
        return outputs.objectValue
    }

    /// Puts the begin in front, the end last, and what is in between in order of addresses.
    private mutating func set(_ rest: [Entry]) {
        let sorted = rest.enumerated().sorted { left, right in
            if left.element.payload.isEnd != right.element.payload.isEnd { return right.element.payload.isEnd }
            if left.element.address != right.element.address { return left.element.address < right.element.address }
            return left.offset < right.offset
        }.map(\.element)
        let begin = Entry.Payload.runStarted(run: run, workflow: workflow, inputs: .object(inputs))
        entries = [Entry(number: 1, time: Double(started), address: .run, payload: begin)]
        for (index, entry) in sorted.enumerated() {
            entries.append(
                Entry(
                    number: index + 2,
                    time: Double(started),
                    address: entry.address,
                    fingerprint: entry.fingerprint,
                    payload: entry.payload
                )
            )
        }
    }
}

/// Why there is no cassette.
public struct CassetteError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public var message: String
    /// The line, from 1, if it is about one.
    public var line: Int?

    init(_ message: String, line: Int? = nil) {
        self.message = message
        self.line = line
    }

    /// What is wrong, and in which line.
    public var description: String { line.map { "line \($0): \(message)" } ?? message }
}

// MARK: Text

extension Cassette {
    /// The cassette as JSON Lines: what it is of, and then the entries.
    public var text: String {
        let header: JSONValue = [
            "cassette": .int(Self.format), "volery": .string(recorder), "workflow": .string(workflow),
            "run": .string(run), "started": .int(started), "inputs": .object(inputs), "models": models,
        ]
        return ([header] + entries.dropFirst().map(\.line)).map { $0.serialized() + "\n" }.joined()
    }

    /// Reads a cassette.
    ///
    /// - Parameter text: Its text, as `text` gives it.
    /// - Throws: `CassetteError` with the line that can't be read.
    public init(_ text: String) throws(CassetteError) {
        // A carriage return in front of the line feed, as some tools write it, is white space to JSON.
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard let first = lines.first, !first.isEmpty else { throw CassetteError("this is no cassette: it is empty") }
        let header = try Self.json(String(first) ?? "", line: 1)
        guard let format = header["cassette"] else {
            throw CassetteError("this is no cassette: the first line of one begins with {\"cassette\":1", line: 1)
        }
        guard format == .int(Self.format) else {
            throw CassetteError("this is a cassette of another version of Volery; record again", line: 1)
        }
        recorder = header["volery"]?.stringValue ?? ""
        workflow = try Self.member("workflow", of: header, \.stringValue)
        run = try Self.member("run", of: header, \.stringValue)
        started = try Self.member("started", of: header) { if case .int(let value) = $0 { value } else { nil } }
        inputs = try Self.member("inputs", of: header, \.objectValue)
        models = .object(try Self.member("models", of: header, \.objectValue))
        entries = []
        var rest: [Entry] = []
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            rest.append(try Self.entry(String(line) ?? "", line: index + 1))
        }
        set(rest)
    }

    private static func json(_ text: String, line: Int) throws(CassetteError) -> JSONValue {
        do throws(JSONParseError) {
            return try JSONValue(parsing: text, options: .init(maxDepth: JSONValue.ParsingOptions.deepest))
        } catch {
            throw CassetteError("this is no JSON: \(error)", line: line)
        }
    }

    private static func member<Value>(
        _ name: String,
        of header: JSONValue,
        _ read: (JSONValue) -> Value?
    ) throws(CassetteError) -> Value {
        guard let value = header[name].flatMap(read) else {
            throw CassetteError("`\(name)` is missing or is of another type", line: 1)
        }
        return value
    }

    private static func entry(_ text: String, line: Int) throws(CassetteError) -> Entry {
        guard var members = try json(text, line: line).objectValue else {
            throw CassetteError("an entry is a JSON object", line: line)
        }
        for (name, value) in members.omitted { members[name] = members[name] ?? value }
        let event: RunEvent?
        do throws(RunEventError) {
            event = try RunEvent(json: .object(members))
        } catch {
            throw CassetteError("this is no entry: \(error)", line: line)
        }
        guard case .entry(let entry)? = event else {
            throw CassetteError("this entry is of no known type; a newer version of Volery wrote it", line: line)
        }
        return entry
    }
}

extension JSONObject {
    /// The members of an event that a cassette leaves out, with the values that they have in it.
    fileprivate var omitted: [(String, JSONValue)] {
        var members: [(String, JSONValue)] = [("v", .int(RunEvent.version)), ("n", .int(1)), ("time", .double(0))]
        switch self["type"]?.stringValue {
        case "run_ended", "step_ended", "step_retried": members.append(("seconds", .double(0)))
        case "wait_started": members.append(("until", .double(0)))
        default: break
        }
        return members
    }
}

extension Entry {
    /// The entry as a line: the event without what is the same in all, or differs each time.
    fileprivate var line: JSONValue {
        guard var members = RunEvent.entry(self).json.objectValue else { return .null }
        for (name, _) in members.omitted { members[name] = nil }
        return .object(members)
    }

    /// The entry as a cassette keeps it; `nil` for what a replay passes over.
    ///
    /// That a run was gone on with is kept: then what it began or failed at before need not happen again.
    fileprivate var recorded: Entry? {
        let kept = if case .runResumed = payload { Entry.Payload.runResumed } else { payload.withoutTimes }
        guard let payload = kept else { return nil }
        return Entry(number: number, time: 0, address: address, fingerprint: fingerprint, payload: payload)
    }
}

extension Entry.Payload {
    fileprivate var isEnd: Bool { if case .runEnded = self { true } else { false } }
}

/// Takes an event stream apart, whatever pieces it comes in.
///
/// Follows the HTML standard (section 9.2.6): lines end in CR, LF or both, a byte-order mark at the start is dropped,
/// comments and unknown fields are passed over. Differs in two points: data stays bytes, so that a character may be cut
/// anywhere, and an event that the stream ends in is not dropped in silence but returned by ``finish()``.
///
/// It takes time in proportion to the bytes, and keeps no more than its limits.
public struct ServerSentEventParser: Sendable {
    /// What a stream may ask to keep in memory.
    public struct Limits: Sendable, Hashable {
        /// The most bytes of a line.
        public var line: Int
        /// The most bytes of an event's data.
        public var event: Int

        /// Limits of 1 MiB a line and 4 MiB an event unless given.
        public init(line: Int = 1 << 20, event: Int = 4 << 20) {
            self.line = line
            self.event = event
        }
    }

    private let limits: Limits
    /// The beginning of a line whose end hasn't come.
    private var line: [UInt8] = []
    private var isAtStart = true
    /// Whether the last byte was a CR, so that an LF now is the rest of the same line break.
    private var endedInReturn = false
    private var data: [UInt8] = []
    private var hasData = false
    private var name: String?
    private var id: String?

    /// A parser at the start of a stream.
    public init(_ limits: Limits = Limits()) {
        self.limits = limits
    }

    /// Takes the next bytes of the stream.
    ///
    /// - Parameters:
    ///   - bytes: The bytes, cut off anywhere.
    ///   - events: Gets the events that the bytes complete, also those before a failure.
    /// - Throws: ``HTTPError/Code/lineTooLong`` or ``HTTPError/Code/eventTooLarge``; the stream can't be read on then.
    public mutating func feed(_ bytes: [UInt8], into events: inout [ServerSentEvent]) throws(HTTPError) {
        var start = bytes.startIndex
        if endedInReturn, let first = bytes.first {
            endedInReturn = false
            if first == .lineFeed { start += 1 }
        }
        var breaks = LineBreaks()
        while let end = breaks.next(in: bytes, from: start) {
            try endLine(bytes[start..<end], &events)
            start = end + 1
            guard bytes[end] == .carriageReturn else { continue }
            if start == bytes.endIndex {
                endedInReturn = true
            } else if bytes[start] == .lineFeed {
                start += 1
            }
        }
        try keep(bytes[start...])
    }

    /// The stream has ended.
    ///
    /// - Returns: The event that it ended in, before the blank line that completes one: it may be cut off.
    public mutating func finish() -> ServerSentEvent? {
        var events: [ServerSentEvent] = []
        // A last line that is too much for the event is cut off with it.
        if !line.isEmpty { try? endLine([], &events) }
        complete(&events)
        events.indices.last.map { events[$0].isComplete = false }
        return events.last
    }

    private mutating func keep(_ rest: ArraySlice<UInt8>) throws(HTTPError) {
        guard line.count + rest.count <= limits.line else {
            throw HTTPError(.lineTooLong, detail: "At most \(limits.line) bytes are taken.")
        }
        line += rest
    }

    private mutating func endLine(
        _ rest: ArraySlice<UInt8>,
        _ events: inout [ServerSentEvent]
    ) throws(HTTPError) {
        guard !line.isEmpty || rest.count > limits.line else { return try field(rest, &events) }
        try keep(rest)
        let whole = line
        line = []
        try field(whole[...], &events)
    }
}

// MARK: - Fields

extension ServerSentEventParser {
    private mutating func field(
        _ line: ArraySlice<UInt8>,
        _ events: inout [ServerSentEvent]
    ) throws(HTTPError) {
        var line = line
        if isAtStart {
            isAtStart = false
            if line.starts(with: [0xef, 0xbb, 0xbf]) { line = line.dropFirst(3) }
        }
        guard !line.isEmpty else { return complete(&events) }
        let colon = line.firstIndex(of: .colon) ?? line.endIndex
        var value = line[colon...].dropFirst()
        if value.first == .space { value = value.dropFirst() }
        switch line[..<colon] {
        case let name where name.elementsEqual("data".utf8): try add(value)
        case let name where name.elementsEqual("event".utf8): self.name = String(decoding: value, as: UTF8.self)
        case let name where name.elementsEqual("id".utf8) && !value.contains(0):
            id = String(decoding: value, as: UTF8.self)
        default: break
        }
    }

    private mutating func add(_ value: ArraySlice<UInt8>) throws(HTTPError) {
        guard data.count + value.count < limits.event else {
            throw HTTPError(.eventTooLarge, detail: "At most \(limits.event) bytes are taken.")
        }
        if hasData { data.append(.lineFeed) }
        hasData = true
        data += value
    }

    private mutating func complete(_ events: inout [ServerSentEvent]) {
        defer {
            data = []
            hasData = false
            name = nil
        }
        guard hasData else { return }
        events.append(ServerSentEvent(name: name.flatMap { $0.isEmpty ? nil : $0 }, data: data, id: id))
    }
}

extension UInt8 {
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    fileprivate static let colon = UInt8(ascii: ":")
    fileprivate static let space = UInt8(ascii: " ")
}

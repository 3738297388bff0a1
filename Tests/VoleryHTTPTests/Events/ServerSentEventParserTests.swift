import Testing

@testable import VoleryHTTP

@Suite("Event streams taken apart", .timeLimit(.minutes(1)))
struct ServerSentEventParserTests {
    private func events(_ pieces: [[UInt8]], limits: ServerSentEventParser.Limits = .init()) throws -> [ServerSentEvent]
    {
        var parser = ServerSentEventParser(limits)
        var events: [ServerSentEvent] = []
        for piece in pieces { try parser.feed(piece, into: &events) }
        parser.finish().map { events.append($0) }
        return events
    }

    private func events(_ text: String, limits: ServerSentEventParser.Limits = .init()) throws -> [ServerSentEvent] {
        try events([Array(text.utf8)], limits: limits)
    }

    private func event(
        _ data: String,
        name: String? = nil,
        id: String? = nil,
        isComplete: Bool = true
    ) -> ServerSentEvent {
        ServerSentEvent(name: name, data: Array(data.utf8), id: id, isComplete: isComplete)
    }

    @Test("An event is its data lines, up to a blank line")
    func data() throws {
        #expect(try events("data: one\n\ndata: two\ndata: lines\n\n") == [event("one"), event("two\nlines")])
    }

    @Test("Only one space behind the colon is dropped, and none is needed")
    func space() throws {
        #expect(
            try events("data:a\n\ndata:  b\n\ndata\n\ndata:\n\n") == [event("a"), event(" b"), event(""), event("")]
        )
    }

    @Test("A name belongs to its event, an identifier to all that follow")
    func nameAndIdentifier() throws {
        #expect(
            try events("event: ping\nid: 7\ndata: a\n\ndata: b\n\nid\ndata: c\n\nid: x\0\ndata: d\n\n") == [
                event("a", name: "ping", id: "7"), event("b", id: "7"), event("c", id: ""), event("d", id: ""),
            ]
        )
    }

    @Test("Comments, unknown fields and events without data are passed over")
    func ignored() throws {
        let stream = ": keep-alive\n\nretry: 10\nDATA: x\n data: x\n\nevent: ping\n\n:\ndata: a\n: b\n\n"
        #expect(try events(stream) == [event("a")])
    }

    @Test("A byte-order mark is dropped at the start, and kept elsewhere")
    func byteOrderMark() throws {
        #expect(
            try events("\u{feff}data: a\n\n\u{feff}data: b\n\ndata: \u{feff}c\n\n") == [event("a"), event("\u{feff}c")]
        )
    }

    @Test(
        "What the stream ends in is an event that isn't complete",
        arguments: ["data: [DONE]", "data: [DONE]\n", "data: [DONE]\r"]
    )
    func unfinished(_ end: String) throws {
        #expect(try events("data: a\n\n" + end) == [event("a"), event("[DONE]", isComplete: false)])
    }

    @Test(
        "A stream that ends behind a blank line, or in a comment, ends in no event",
        arguments: ["", "\n", ": x", "event: x"]
    )
    func finished(_ end: String) throws {
        #expect(try events("data: a\n\n" + end) == [event("a")])
    }

    @Test(
        "Every kind of line break, and wherever the stream is cut, gives the same events",
        arguments: ["\n", "\r", "\r\n"]
    )
    func cuts(_ lineBreak: String) throws {
        let lines = [
            "\u{feff}: hi", "data: Grüße 🐦", "data: zwei", "", "event: e", "id: 1", "data: x", "", "data: end",
        ]
        let stream = Array(lines.joined(separator: lineBreak).utf8)
        let expected = [
            event("Grüße 🐦\nzwei"), event("x", name: "e", id: "1"), event("end", id: "1", isComplete: false),
        ]
        #expect(try events([stream]) == expected)
        #expect(try events(stream.map { [$0] }) == expected)
        for first in 0...stream.count {
            for second in stride(from: first, through: stream.count, by: 7) {
                let pieces = [Array(stream[..<first]), Array(stream[first..<second]), [], Array(stream[second...])]
                try #require(try events(pieces) == expected, "cut at \(first) and \(second)")
            }
        }
    }

    @Test("Line breaks of all kinds may be mixed")
    func mixedLineBreaks() throws {
        #expect(
            try events("data: a\r\rdata: b\n\r\ndata: c\r\n\ndata: d\r\n\r\n").map(\.data)
                == ["a", "b", "c", "d"].map { Array($0.utf8) }
        )
    }

    @Test("A line may be as long as its limit, and no longer, whatever pieces it comes in", arguments: [1, 7, 4096])
    func lineLimit(_ size: Int) throws {
        let limits = ServerSentEventParser.Limits(line: 100, event: 1000)
        func pieces(_ length: Int) -> [[UInt8]] {
            let stream =
                Array("data: a\n\ndata:".utf8) + [UInt8](repeating: 0x78, count: length - 5) + Array("\n\n".utf8)
            return stride(from: 0, to: stream.count, by: size).map { Array(stream[$0..<min($0 + size, stream.count)]) }
        }
        #expect(try events(pieces(100), limits: limits).count == 2)
        var parser = ServerSentEventParser(limits)
        var events: [ServerSentEvent] = []
        let error = #expect(throws: HTTPError.self) {
            for piece in pieces(101) { try parser.feed(piece, into: &events) }
        }
        #expect(error?.code == .lineTooLong)
        #expect(events == [event("a")])
    }

    @Test("An event may be as large as its limit, and no larger")
    func eventLimit() throws {
        let limits = ServerSentEventParser.Limits(line: 100, event: 20)
        #expect(try events("data: 123456789\ndata: 1234567890\n\n", limits: limits).first?.data.count == 20)
        let error = #expect(throws: HTTPError.self) {
            try events("data: 123456789\ndata: 12345678901\n\n", limits: limits)
        }
        #expect(error?.code == .eventTooLarge)
    }

    @Test("Endless empty data lines come up against the limit too")
    func emptyLines() throws {
        let error = #expect(throws: HTTPError.self) {
            try events(String(repeating: "data\n", count: 100), limits: .init(line: 100, event: 20))
        }
        #expect(error?.code == .eventTooLarge)
    }

    @Test("Neither kind of line break is searched for to the end of the bytes at every line", arguments: ["\r", "\n"])
    func linear(_ line: String) throws {
        let stream = Array(String(repeating: line, count: 1 << 17).utf8)
        #expect(try events([stream]).isEmpty)
        var breaks = LineBreaks()
        #expect(breaks.next(in: stream, from: 0) == 0)
        // The kind that is absent was searched for once, and isn't found where it is put later.
        let other: UInt8 = line == "\r" ? 0x0a : 0x0d
        #expect(breaks.next(in: [0x78, other] + stream, from: 1) == 2)
    }
}

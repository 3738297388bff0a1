/// One request, and the means to answer it in any way, right or wrong.
///
/// It is used on the connection's own thread, so what it does may block.
public final class LoopbackExchange {
    /// What the client asked for.
    public let request: LoopbackRequest
    private let socket: LoopbackSocket
    private(set) var isOver = false

    init(_ request: LoopbackRequest, _ socket: LoopbackSocket) {
        self.request = request
        self.socket = socket
    }

    // MARK: Whole answers

    /// Answers with a body of known length, and keeps the connection.
    public func respond(_ body: String = "", status: Int = 200, headers: KeyValuePairs<String, String> = [:]) throws {
        try respond(bytes: Array(body.utf8), status: status, headers: headers)
    }

    /// Answers with a body of known length, and keeps the connection.
    public func respond(bytes: [UInt8], status: Int = 200, headers: KeyValuePairs<String, String> = [:]) throws {
        let length = "Content-Length: \(bytes.count)\r\n"
        let sent = request.method == "HEAD" ? [] : bytes
        try write(Array(head(status, headers, more: length).utf8) + sent)
    }

    // MARK: Answers in parts

    /// Begins an answer that comes in chunks: ``send(_:)``, then ``finish()``.
    public func begin(status: Int = 200, headers: KeyValuePairs<String, String> = [:]) throws {
        try write(head(status, headers, more: "Transfer-Encoding: chunked\r\n"))
    }

    /// Begins an event stream: ``sendEvent(_:)``, then ``finish()``.
    public func beginEvents() throws {
        try begin(headers: ["Content-Type": "text/event-stream"])
    }

    /// Sends an event whose data is one line, in a chunk of its own.
    public func sendEvent(_ data: String) throws {
        try send("data: \(data)\n\n")
    }

    /// Sends a chunk, in one write.
    public func send(_ text: String) throws {
        try send(bytes: Array(text.utf8))
    }

    /// Sends a chunk, in one write.
    public func send(bytes: [UInt8]) throws {
        guard !bytes.isEmpty else { return }
        try write(Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8))
    }

    /// Sends a chunk of zeros until it is sent or the client takes no more of it for a quarter of a second.
    ///
    /// - Returns: How many bytes were sent; the rest has to follow by ``write(bytes:)``, and a line break.
    public func sendUntilStalled(zeros count: Int) throws -> Int {
        try write("\(String(count, radix: 16))\r\n")
        return try socket.writeUntilStalled([UInt8](repeating: 0, count: count))
    }

    /// Ends an answer that came in chunks.
    public func finish() throws {
        try write("0\r\n\r\n")
    }

    // MARK: Anything else

    /// Writes text as it is.
    public func write(_ text: String) throws {
        try write(bytes: Array(text.utf8))
    }

    /// Writes bytes as they are.
    public func write(bytes: [UInt8]) throws {
        try socket.write(bytes)
    }

    private func write(_ bytes: [UInt8]) throws {
        try socket.write(bytes)
    }

    /// Waits until a gate is open.
    public func wait(for gate: Gate) throws {
        try socket.wait(forOther: gate.descriptor)
    }

    /// Waits, silent, until the client has closed the connection.
    public func hang() throws {
        isOver = true
        try socket.waitForEnd()
    }

    /// Closes the connection, wherever the answer is.
    public func cut() {
        isOver = true
    }

    /// Resets the connection, wherever the answer is.
    public func reset() {
        isOver = true
        socket.reset()
    }

    private func head(_ status: Int, _ headers: KeyValuePairs<String, String>, more: String) -> String {
        let fields = headers.map { "\($0): \($1)\r\n" }.joined()
        return "HTTP/1.1 \(status) Scripted\r\n\(fields)\(more)\r\n"
    }
}

/// Reads requests off a connection.
struct RequestReader {
    private let socket: LoopbackSocket
    private let connection: Int
    private var buffer: [UInt8] = []

    init(_ socket: LoopbackSocket, connection: Int) {
        self.socket = socket
        self.connection = connection
    }

    /// The next request; nothing if the client has closed the connection.
    mutating func next() throws -> LoopbackRequest? {
        guard let start = try line(), !start.isEmpty else { return nil }
        let words = start.split(separator: " ")
        guard words.count == 3 else { throw LoopbackEnd.notHTTP }
        var request = LoopbackRequest(
            method: String(words[0]),
            target: String(words[1]),
            headers: [],
            body: [],
            connection: connection
        )
        while let line = try line(), !line.isEmpty {
            request.headers.append(header(line))
        }
        request.body = try body(request)
        return request
    }

    private func header(_ line: String) -> LoopbackRequest.Header {
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let value = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
        return LoopbackRequest.Header(name: String(parts[0]), value: String(value))
    }

    private mutating func body(_ request: LoopbackRequest) throws -> [UInt8] {
        if request["Transfer-Encoding"]?.lowercased() == "chunked" {
            return try chunks()
        }
        return try bytes(request["Content-Length"].flatMap { Int($0) } ?? 0)
    }

    private mutating func chunks() throws -> [UInt8] {
        var body: [UInt8] = []
        while let size = try line().flatMap({ Int($0, radix: 16) }) {
            body += try bytes(size)
            _ = try line()
            guard size > 0 else { break }
        }
        return body
    }

    private mutating func bytes(_ count: Int) throws -> [UInt8] {
        while buffer.count < count {
            guard try fill() else { throw LoopbackEnd.clientGone }
        }
        defer { buffer.removeFirst(count) }
        return Array(buffer.prefix(count))
    }

    private mutating func line() throws -> String? {
        var end = buffer.firstIndex(of: 0x0a)
        while end == nil {
            guard try fill() else { return nil }
            // TLS, for one, begins with a control character and may have no line break for long.
            guard let first = buffer.first, first >= 0x20 || first == 0x0d || first == 0x0a else {
                throw LoopbackEnd.notHTTP
            }
            end = buffer.firstIndex(of: 0x0a)
        }
        guard let end else { return nil }
        let line = buffer[..<end]
        defer { buffer.removeFirst(end + 1) }
        return String(decoding: line.last == 0x0d ? line.dropLast() : line, as: UTF8.self)
    }

    private mutating func fill() throws -> Bool {
        let more = try socket.read()
        buffer += more
        return !more.isEmpty
    }
}

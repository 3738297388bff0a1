/// What a program asks a proxy for: a tunnel, or a plain request to pass on.
struct ForwardRequest: Equatable {
    /// Why it can't be served.
    struct Fault: Error, Equatable {
        var status: Int
        var message: String
    }

    let host: String
    let port: Int
    /// The head as the host gets it; `nil` for a tunnel.
    let head: [UInt8]?
    /// How many bytes follow the head; meaningless for a tunnel.
    let bodyLength: Int

    /// Reads a head, without the empty line that ends it.
    init(_ bytes: ArraySlice<UInt8>) throws(Fault) {
        let lines = Self.lines(bytes)
        let words = (lines.first ?? []).split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count == 3, words.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (0x21...0x7e).contains($0) } }),
            ["HTTP/1.1", "HTTP/1.0"].contains(Self.text(words[2]))
        else { throw Fault(status: 400, message: "this is no request that a proxy understands") }
        let (method, target) = (Self.text(words[0]), Self.text(words[1]))
        if method == "CONNECT" {
            let url = try Self.tunnel(target)
            (host, port, head, bodyLength) = (url.host, url.port, nil, 0)
        } else {
            let url = try Self.plain(target)
            let fields = try Self.fields(lines.dropFirst())
            (host, port) = (url.host, url.port)
            bodyLength = try Self.bodyLength(fields)
            head = Self.head(method, url, fields)
        }
    }

    private static func tunnel(_ target: String) throws(Fault) -> WebURL {
        let hasPort =
            target.split(separator: ":", omittingEmptySubsequences: false).last.map { Int($0) != nil } ?? false
        let isPlain = !target.contains { "/@?#\\%".contains($0) }
        guard isPlain, hasPort, target.contains(":"), let url = try? WebURL("https://\(target)/") else {
            throw Fault(status: 400, message: "CONNECT takes a host and a port")
        }
        return url
    }

    private static func plain(_ target: String) throws(Fault) -> WebURL {
        guard target.lowercased().hasPrefix("http://"), let url = try? WebURL(target) else {
            throw Fault(status: 400, message: "a proxy takes CONNECT, or a whole address that begins with http://")
        }
        return url
    }
}

// MARK: Fields

extension ForwardRequest {
    private typealias Field = (name: String, line: ArraySlice<UInt8>, value: ArraySlice<UInt8>)

    /// The header fields; a line that is none is refused, since the host might read it as another one than we do.
    private static func fields(_ lines: ArraySlice<ArraySlice<UInt8>>) throws(Fault) -> [Field] {
        var fields: [Field] = []
        for line in lines {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                line[..<colon].allSatisfy(isTokenByte), !line.contains(0), !line.contains(0x0d), !line.contains(0x0a)
            else { throw Fault(status: 400, message: "a line of the request's head is no header field") }
            let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
            fields.append((text(line[..<colon]).lowercased(), line, value))
        }
        return fields
    }

    private static func bodyLength(_ fields: [Field]) throws(Fault) -> Int {
        guard !fields.contains(where: { $0.name == "transfer-encoding" }) else {
            throw Fault(status: 411, message: "a body without a Content-Length is not passed on; use https")
        }
        let lengths = Set(fields.filter { $0.name == "content-length" }.map { text($0.value) })
        guard let first = lengths.first else { return 0 }
        guard lengths.count == 1, first.utf8.allSatisfy(\.isDigit), let length = Int(first) else {
            throw Fault(status: 400, message: "the Content-Length is no number")
        }
        return length
    }

    /// What is meant for us stays here; the host is told the name that was checked, and to close after its answer.
    private static func head(_ method: String, _ url: WebURL, _ fields: [Field]) -> [UInt8] {
        let ours: Set<String> = [
            "host", "connection", "keep-alive", "proxy-connection", "proxy-authorization", "te", "trailer", "upgrade",
        ]
        let target = url.path + (url.query.map { "?" + $0 } ?? "")
        let host = url.port == 80 ? String(url.authority.dropLast(3)) : url.authority
        var bytes = Array("\(method) \(target) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n".utf8)
        for field in fields where !ours.contains(field.name) {
            bytes += field.line
            bytes += [0x0d, 0x0a]
        }
        return bytes + [0x0d, 0x0a]
    }

    private static func lines(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        bytes.split(separator: 0x0a, omittingEmptySubsequences: false).map { $0.last == 0x0d ? $0.dropLast() : $0 }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        byte.isDigit || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
            || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
}

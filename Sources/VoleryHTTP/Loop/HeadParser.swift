/// Puts the head of a response together from the lines that libcurl hands over.
struct HeadParser {
    /// The most bytes of header fields that are taken.
    static let maximumBytes = 256 << 10

    private var head: ResponseHead?
    private var isDone = false
    private var count = 0

    /// Takes a line with its line break.
    ///
    /// - Returns: The head with its last line. Nothing for heads of interim responses (1xx), which are dropped, and for
    ///   trailers, which come after the body.
    mutating func feed(_ line: UnsafeRawBufferPointer) throws(HTTPError) -> ResponseHead? {
        guard !isDone else { return nil }
        count += line.count
        guard count <= Self.maximumBytes else { throw HTTPError(.headersTooLarge) }
        let text = String(decoding: Self.trimmed(line), as: UTF8.self)
        if text.utf8.starts(with: "HTTP/".utf8) {
            head = Self.statusLine(text)
        } else if text.isEmpty {
            return finish()
        } else {
            add(text, continuesLast: line.first == 0x20 || line.first == 0x09)
        }
        return nil
    }

    private mutating func finish() -> ResponseHead? {
        guard let head, head.status >= 200 || head.status == 101 else { return nil }
        isDone = true
        return head
    }

    private mutating func add(_ text: String, continuesLast: Bool) {
        if continuesLast, let last = head?.headers.fields.indices.last {
            head?.headers.fields[last].value += " " + text
        } else if let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) {
            let value = Self.trimmed(text.utf8[text.utf8.index(after: colon)...])
            head?.headers.append(String(text[..<colon]), String(Substring(value)))
        }
    }

    private static func statusLine(_ text: String) -> ResponseHead {
        let parts = text.utf8.split(separator: UInt8(ascii: " "), maxSplits: 2)
        let status = parts.count > 1 ? Int(Substring(parts[1])) : nil
        return ResponseHead(status: status ?? 0, isHTTP2: text.utf8.starts(with: "HTTP/2".utf8), headers: [:])
    }

    private static func trimmed<Bytes>(_ bytes: Bytes) -> Bytes.SubSequence
    where Bytes: BidirectionalCollection<UInt8> {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
        let start = bytes.firstIndex { !isSpace($0) } ?? bytes.endIndex
        let end = bytes.lastIndex { !isSpace($0) }.map(bytes.index(after:)) ?? start
        return bytes[start..<end]
    }
}

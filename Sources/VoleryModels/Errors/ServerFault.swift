internal import VoleryCore

/// What a server says of a request that failed, whatever shape it says it in.
///
/// One vendor alone has three: an `error` object, an `error` that is text beside a `code`, and a page of HTML from the
/// gateway in front.
struct ServerFault: Hashable {
    /// The most characters of the server's words that are kept.
    static let longest = 1_000

    /// The server's words for a person; empty if it has none.
    var message = ""
    /// Its words for a program, in lower case: codes and types.
    var codes: [String] = []
    /// A number among them, if one could be an HTTP status.
    var status: Int?

    /// What a body says.
    ///
    /// - Parameter body: The first part of the body; it need not be whole, nor JSON.
    init(body: [UInt8]) {
        let text = { Self.plainText(String(decoding: body.prefix(64 << 10), as: UTF8.self)) }
        self.init((try? JSONValue(parsing: body, options: .lenient)) ?? .string(text()))
    }

    /// What a JSON value says.
    init(_ value: JSONValue) {
        switch value {
        case .object(let members):
            read(members)
        case .array(let elements):
            self = elements.first.map(ServerFault.init) ?? ServerFault(body: [])
        case .string(let text):
            message = Self.bounded(text)
        default: break
        }
    }

    private mutating func read(_ members: JSONObject) {
        addCodes(of: members)
        let error = members["error"]
        if case .object(let inner)? = error {
            addCodes(of: inner)
            if case .object(let innermost)? = inner["innererror"] { addCodes(of: innermost) }
            message = Self.bounded(Self.words(of: inner))
        } else {
            message = Self.bounded(error?.stringValue ?? Self.words(of: members))
        }
    }

    private static func words(of members: JSONObject) -> String {
        for key in ["message", "detail", "error_description", "title"] {
            guard let value = members[key], !value.isNull else { continue }
            return value.stringValue ?? value.serialized()
        }
        return ""
    }

    private mutating func addCodes(of members: JSONObject) {
        for key in ["code", "type", "status", "statusCode"] {
            switch members[key] {
            case .string(let text):
                codes.append(String(text.prefix(200)).lowercased())
                status = status ?? Int(text).flatMap(Self.httpStatus)
            case .int(let number): status = status ?? Self.httpStatus(number)
            default: break
            }
        }
    }

    private static func httpStatus(_ number: Int) -> Int? {
        (400...599).contains(number) ? number : nil
    }
}

// MARK: - Words

extension ServerFault {
    private static func bounded(_ text: String) -> String {
        let text = text.prefix(longest + 1)
        return text.count > longest ? "\(text.prefix(longest))…" : String(text)
    }

    /// The text of a body that is not JSON; of a page, its title.
    private static func plainText(_ text: String) -> String {
        let trimmed = text.drop { $0.isWhitespace }
        guard trimmed.first == "<" else { return String(trimmed) }
        let title = trimmed.between("<title>", "</title>") ?? trimmed.between("<TITLE>", "</TITLE>")
        return title.map { "a web page with the title “\($0)”" } ?? "a web page"
    }
}

extension Substring {
    fileprivate func between(_ start: String, _ end: String) -> Substring? {
        guard let start = firstRange(of: start) else { return nil }
        let rest = self[start.upperBound...]
        return rest.firstRange(of: end).map { rest[..<$0.lowerBound] }
    }

    private func firstRange(of text: String) -> Range<Index>? {
        let (bytes, wanted) = (utf8, Array(text.utf8))
        var start = bytes.startIndex
        while let first = bytes[start...].firstIndex(of: wanted[0]) {
            if bytes[first...].starts(with: wanted) {
                return first..<bytes.index(first, offsetBy: wanted.count)
            }
            start = bytes.index(after: first)
        }
        return nil
    }
}

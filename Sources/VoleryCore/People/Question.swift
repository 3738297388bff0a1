/// What a run asks a person: an answer in words or by a schema, or whether a call may be made.
public struct Question: Sendable, Hashable {
    /// Where in the run it is asked; the answer names it.
    public var address: Address
    /// The agent that asks, if it is one.
    public var asker: String?
    /// What is asked.
    public var subject: Subject

    /// What a person is asked.
    public enum Subject: Sendable, Hashable {
        /// An answer: text, or what fits a JSON Schema; `draft` is an answer to start from.
        case answer(text: String, schema: JSONValue?, draft: JSONValue?)
        /// Whether a tool may be called with just these arguments.
        case approval(tool: String, arguments: JSONValue)
    }

    /// A question.
    public init(at address: Address, asker: String? = nil, _ subject: Subject) {
        self.address = address
        self.asker = asker
        self.subject = subject
    }

    /// Why an answer is none to this question, in words for the person who gave it; `nil` if it is one.
    public func fault(of answer: Answer) -> String? {
        switch (subject, answer) {
        case (.approval, .allowed), (.approval, .denied): nil
        case (.approval, .value): "the question is whether the call may be made: allow or deny it"
        case (.answer, .allowed), (.answer, .denied): "the question asks for an answer, not for an approval"
        case (.answer(_, let schema, _), .value(let value)): Self.misfit(of: value, schema)
        }
    }

    private static func misfit(of value: JSONValue, _ schema: JSONValue?) -> String? {
        guard let schema else {
            if case .string = value { return nil }
            return "the question asks for text"
        }
        guard let violations = try? JSONSchema(schema).validate(value), !violations.isEmpty else { return nil }
        return violations.map(\.description).joined(separator: "; ")
    }
}

extension Question {
    /// The site that a call is about, such as `https://example.org`: that of its `url` argument; `nil` if it has none.
    ///
    /// Only what is plainly a host counts, so that an approval is never wider than what was read.
    public var site: String? {
        guard case .approval(_, let arguments) = subject, case .string(let url)? = arguments["url"] else { return nil }
        let schemes = ["https://", "http://"]
        guard let scheme = schemes.first(where: { url.lowercased().hasPrefix($0) }) else { return nil }
        let authority = url.utf8.dropFirst(scheme.utf8.count).prefix { !Self.endsAuthority.contains($0) }
        guard !authority.isEmpty, authority.allSatisfy(Self.isPlain) else { return nil }
        return scheme + String(decoding: authority, as: UTF8.self).lowercased()
    }

    private static let endsAuthority = Set("/?#".utf8)

    /// Letters, digits, `.`, `-` and a port's `:`: no user, no escapes, no backslash.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"):
            true
        default: false
        }
    }
}

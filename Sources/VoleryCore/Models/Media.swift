/// An image, a video or a file that a message or a tool's result holds.
public struct Media: Sendable, Hashable, Codable {
    /// What it is to a model.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Something to look at.
        case image
        /// Something to watch.
        case video
        /// Anything else, such as a PDF document.
        case file
    }

    /// Where its bytes are.
    public enum Content: Sendable, Hashable, Codable {
        /// Here, in Base64, as servers take them.
        case base64(String)
        /// At an `https:` address, from which the model's server gets them.
        case address(String)
    }

    /// The most bytes that a message's parts or a tool's result may have together.
    public static let mostBytes = 20_000_000

    /// What it is to a model.
    public var kind: Kind
    /// Its media type, such as `image/png`; empty where only its address is known.
    public var type: String
    /// Its name, if it has one: `report.pdf`.
    public var name: String?
    /// Where its bytes are.
    public var content: Content

    /// Something whose bytes are at hand.
    public init(_ kind: Kind, _ bytes: [UInt8], type: String, name: String? = nil) {
        self.init(kind, type: type, name: name, content: .base64(Base64.encode(bytes)))
    }

    /// Something that the model's server gets from an `https:` address.
    public init(_ kind: Kind, at address: String) {
        self.init(kind, type: "", name: nil, content: .address(address))
    }

    init(_ kind: Kind, type: String, name: String?, content: Content) {
        self.kind = kind
        self.type = type
        self.name = name
        self.content = content
    }

    /// Its bytes, if they are at hand.
    public var bytes: [UInt8]? {
        guard case .base64(let text) = content else { return nil }
        return Base64.decode(text)
    }

    /// How many bytes are at hand.
    public var byteCount: Int {
        guard case .base64(let text) = content else { return 0 }
        return text.utf8.count / 4 * 3 - text.utf8.suffix(2).count { $0 == UInt8(ascii: "=") }
    }

    /// Its address: `https:`, or a `data:` one that holds its bytes.
    public var address: String {
        switch content {
        case .base64(let text): "data:\(type);base64,\(text)"
        case .address(let address): address
        }
    }

    /// What it is, for models and people that can't see it: `an image, image/png, 70 bytes`.
    package var words: String {
        let what = kind == .image ? "an image" : "a \(kind.rawValue)"
        let detail =
            switch content {
            case .base64: "\(type), \(byteCount) bytes"
            case .address(let address): "at \(address)"
            }
        return [name.map { "\(what) \($0)" } ?? what, detail].joined(separator: ", ")
    }
}

extension Media {
    /// What a `data:` address holds (RFC 2397); `nil` if it is none.
    package init?(_ kind: Kind, dataAddress text: String) {
        guard text.lowercased().hasPrefix("data:"), let comma = text.firstIndex(of: ",") else { return nil }
        let head = text[..<comma].dropFirst(5).split(separator: ";", omittingEmptySubsequences: false)
        let body = String(text[text.index(after: comma)...])
        let isBase64 = head.last?.lowercased() == "base64"
        guard let bytes = isBase64 ? Base64.decode(body) : body.percentDecoded, !bytes.isEmpty else { return nil }
        let type = head.first.map { $0.lowercased() } ?? ""
        self.init(kind, bytes, type: type.isEmpty || type == "base64" ? "text/plain" : type)
    }

    /// The media type that the first bytes of a file tell of; `nil` if none that models take.
    package static func type(of bytes: some Collection<UInt8>) -> String? {
        let head = Array(bytes.prefix(16))
        let signs: [(type: String, offset: Int, bytes: [UInt8])] = [
            ("image/png", 0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
            ("image/jpeg", 0, [0xFF, 0xD8, 0xFF]),
            ("image/gif", 0, Array("GIF8".utf8)),
            ("image/webp", 8, Array("WEBP".utf8)),
            ("application/pdf", 0, Array("%PDF-".utf8)),
            ("video/mp4", 4, Array("ftyp".utf8)),
            ("video/webm", 0, [0x1A, 0x45, 0xDF, 0xA3]),
        ]
        return signs.first { head.dropFirst($0.offset).starts(with: $0.bytes) }?.type
    }
}

extension String {
    /// The bytes of a text in which `%41` stands for a byte; `nil` where two digits don't follow a `%`.
    fileprivate var percentDecoded: [UInt8]? {
        var result: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                result.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(Substring(rest.prefix(2)), radix: 16) else { return nil }
            result.append(value)
            rest = rest.dropFirst(2)
        }
        return result
    }
}

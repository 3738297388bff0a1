/// A part of a message that is more than text.
public enum ContentPart: Sendable, Hashable, Codable {
    /// Text.
    case text(String)
    /// An image, a video or a file.
    case media(Media)

    /// The part for those who read text alone.
    package var text: String {
        switch self {
        case .text(let text): text
        case .media(let media): "[\(media.words)]"
        }
    }
}

extension Message {
    /// What an agent is told in parts; text alone is a plain message.
    package static func user(parts: [ContentPart]) -> Message {
        let texts = parts.compactMap { if case .text(let text) = $0 { text } else { nil } }
        return texts.count == parts.count ? .user(texts.joined(separator: "\n\n")) : .userParts(parts)
    }
}

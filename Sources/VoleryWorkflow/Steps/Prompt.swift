public import VoleryCore

/// What an agent is asked: text, or text, images and files in order.
public enum Prompt: Sendable {
    /// Text.
    case text(Template)
    /// Parts in order.
    case parts([Part])

    /// One part; one whose template gives a list stands for one part per element.
    public struct Part: Sendable {
        /// What it is.
        public var kind: Kind
        /// The text; of anything else its path in the workspace, or an `https:` or `data:` address.
        public var value: Template

        /// A part.
        public init(_ kind: Kind, _ value: Template) {
            self.kind = kind
            self.value = value
        }
    }

    /// What a part is.
    public enum Kind: Sendable, Hashable {
        /// Text.
        case text
        /// An image, a video or a file.
        case media(Media.Kind)

        /// The part's key in a file of the language.
        public var name: String {
            switch self {
            case .text: "text"
            case .media(let kind): kind.rawValue
            }
        }

        /// All kinds, in the order in which people are told of them.
        package static let all: [Kind] = [.text, .media(.image), .media(.video), .media(.file)]
    }

    /// Its templates, each with the key that holds it: `prompt`, `prompt[1].image`.
    package var templates: [(path: String, template: Template)] {
        switch self {
        case .text(let template): [("prompt", template)]
        case .parts(let parts): parts.enumerated().map { ("prompt[\($0)].\($1.kind.name)", $1.value) }
        }
    }
}

internal import VoleryCore

/// A service that searches the web, which a project names under `search`.
public struct SearchSettings: Sendable, Hashable {
    /// What kind of service it is.
    public var kind: Kind
    /// Its base address, such as `http://127.0.0.1:8888`.
    public var endpoint: String
    /// The secret that it asks for.
    public var key: String?
    /// The key in the file: `volery.yaml.search`.
    public var path: String

    /// A service.
    public init(kind: Kind, endpoint: String, key: String? = nil, path: String = "search") {
        self.kind = kind
        self.endpoint = endpoint
        self.key = key
        self.path = path
    }

    /// The kinds of services.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// SearXNG: `GET /search` with `format=json`, which its settings have to allow.
        case searxng
        /// Brave's Web Search API: `GET /web/search`.
        case brave

        /// Where it is unless a project says so.
        package var usualEndpoint: String? {
            self == .brave ? "https://api.search.brave.com/res/v1" : nil
        }
    }
}

extension SearchSettings {
    /// The name of the tool that a project with a search service has.
    package static let toolName = "web_search"
    /// The most results of one call, which is what Brave gives.
    package static let mostResults = 20

    /// The tool that asks the service.
    package var tool: DeclaredTool {
        DeclaredTool(
            name: Self.toolName,
            description: """
                Searches the web and gives titles, addresses and short excerpts. To read what a page says, fetch its \
                address.
                """,
            arguments: [
                Input(
                    name: "query",
                    schema: Self.schema([
                        "type": "string", "minLength": 1, "maxLength": 400, "description": "What to search for.",
                    ])
                ),
                Input(
                    name: "count",
                    schema: Self.schema([
                        "type": "integer", "minimum": 1, "maximum": .int(Self.mostResults),
                        "description": "At most this many results.",
                    ]),
                    defaultValue: 10
                ),
            ],
            output: Self.schema([
                "type": "array",
                "items": [
                    "type": "object", "required": ["title", "url", "snippet"], "additionalProperties": false,
                    "properties": [
                        "title": ["type": "string"], "url": ["type": "string"], "snippet": ["type": "string"],
                    ],
                ],
            ]),
            action: .search(self),
            repeats: .reads,
            path: path
        )
    }

    private static func schema(_ value: JSONValue) -> JSONSchema { (try? JSONSchema(value)) ?? .any }
}

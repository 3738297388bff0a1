internal import VoleryCore
internal import VoleryHTTP

/// `web_fetch`: what a page of the public web says.
struct WebFetch: Tool {
    struct Arguments: ToolArguments, Decodable {
        var url: String
        var offset: Int?

        static var schema: JSONSchema {
            get throws {
                try JSONSchema([
                    "type": "object",
                    "required": ["url"],
                    "additionalProperties": false,
                    "properties": [
                        "url": ["type": "string", "minLength": 1, "description": "The page's http or https address."],
                        "offset": [
                            "type": "integer", "minimum": 0,
                            "description": "Where in a long text to begin, as the end of its part before says.",
                        ],
                    ],
                ])
            }
        }
    }

    static let name = "web_fetch"
    static let description =
        "Fetches a page of the public web as text: HTML as Markdown with its links, PDF by its words, other text as it is, long ones in parts."
    static let effects: ToolEffects = [.readsUntrusted, .sendsOutside]
    /// The most characters that are shown of a page that tells of a failure.
    static let mostOfFailure = 2_000

    let fetch: PageFetch
    var name: String { Self.name }
    var description: String { Self.description }
    var effects: ToolEffects { Self.effects }
    var reach: Reach { Reach(talksTo: [fetch.grant.words]) }
    var repeats: ToolRepeats { .reads }

    init(client: HTTPClient, grant: WebGrant, reach: WebReach = .publicWeb) {
        fetch = PageFetch(client: client, grant: grant, reach: reach)
    }

    static func maker(client: HTTPClient) throws -> Maker {
        Maker(
            description: ToolDescription(
                name: name,
                description: description,
                arguments: try Arguments.schema,
                grant: try JSONSchema(WebGrant.schema),
                output: try JSONSchema(["type": "string"]),
                effects: effects
            ),
            grantFaults: WebGrant.faults
        ) { grant, _ in WebFetch(client: client, grant: try WebGrant(grant)) }
    }

    @concurrent func call(arguments: Arguments, context: ToolContext) async throws -> ToolOutput {
        let time = min(fetch.grant.time, context.timeLeft)
        let page = try await fetch.page(at: arguments.url, within: time, by: context.time)
        let cutAfter = page.isCut ? fetch.grant.maxSize : nil
        guard page.status < 400 else { return try await Self.failure(page) }
        let offset = max(0, arguments.offset ?? 0)
        if page.type.isPDF || page.type.essence.isEmpty, PDFText.isBegun(page.body) {
            guard cutAfter == nil else {
                throw ToolFailure.correctable(
                    "the PDF document at \(page.url.host) is larger than the \(fetch.grant.maxSize) bytes that are taken"
                )
            }
            return .text(try TextPart(text: try await PDFText(document: page.body).text(), cutAfter: nil).from(offset))
        }
        return .text(
            try await Blocking.run {
                try TextPart(text: PageText(page: page).text(), cutAfter: cutAfter).from(offset)
            }
        )
    }

    /// A status that tells of a failure, with the start of what the page says of it.
    private static func failure(_ page: FetchedPage) async throws -> ToolOutput {
        let text = try await Blocking.run { PageText(page: page).text() }
        let start = String(text.unicodeScalars.prefix(mostOfFailure))
        let said = "\(page.url.host) answered with status \(page.status)"
        let cut = start.utf8.count < text.utf8.count ? "…" : ""
        return ToolOutput(.string(start.isEmpty ? said : "\(said):\n\n\(start)\(cut)"), stepFailure: said)
    }
}

/// How it is written what is expected of a cassette, in a file beside it.
enum CassetteFormat {
    static let file = MappingFormat(what: "what is expected of a cassette", keys: [RehearsalFormat.expect])
}

import Testing
import VoleryCore

@testable import VoleryTools

@Suite("read_file")
struct ReadFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func read(_ arguments: JSONValue, grant: JSONValue = .null) async throws -> String {
        try await call("read_file", arguments, grant: grant, in: folder).text
    }

    private func refusal(_ arguments: JSONValue, grant: JSONValue = .null) async -> String {
        await failure("read_file", arguments, grant: grant, in: folder) ?? ""
    }

    @Test("A file is given as it is, by a relative path or by the one that commands see")
    func whole() async throws {
        try folder.write("a\nb\u{E9}\r\n", to: "x/y.txt")
        for path in ["x/y.txt", "./x//y.txt", "x/../x/y.txt", "/workspace/x/y.txt"] {
            #expect(try await read(["path": .string(path)]) == "a\nb\u{E9}\r\n")
        }
        try folder.write("", to: "empty")
        #expect(try await read(["path": "empty"]) == "")
    }

    @Test("An image is given as one to those that see, and told of in words to others or by lines")
    func image() async throws {
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 1]
        try folder.write(png, to: "a.txt")
        let seen = try await call("read_file", ["path": "a.txt"], in: folder)
        #expect(seen == ToolOutput(.null, media: [Media(.image, png, type: "image/png", name: "a.txt")]))
        #expect(try await read(["path": "a.txt", "from": 1]).hasPrefix("[a binary file, 10 bytes: a PNG image"))
        let blind = try await call("read_file", ["path": "a.txt"], in: folder, takes: [.file])
        #expect(blind == .text("[a binary file, 10 bytes: a PNG image; it holds no text]"))
        let words = await refusal(["path": "a.txt"], grant: ["max_size": "9B"])
        #expect(words == "the image a.txt has 10 bytes, more than the 9 that may be read")
    }

    private static let ranges: [(from: Int?, lines: Int?, text: String)] = [
        (1, nil, "1\n2\n3"), (2, nil, "2\n3"), (2, 1, "2\n"), (nil, 2, "1\n2\n"), (3, 9, "3"), (3, .max, "3"),
        (1, 0, ""),
    ]

    @Test("Some lines are given when they are asked for", arguments: ranges)
    func lines(_ from: Int?, _ lines: Int?, _ text: String) async throws {
        try folder.write("1\n2\n3", to: "x")
        var arguments: JSONObject = ["path": "x"]
        if let from { arguments["from"] = .int(from) }
        if let lines { arguments["lines"] = .int(lines) }
        #expect(try await read(.object(arguments)) == text)
    }

    @Test("Lines beyond the end are an error that says so")
    func beyondTheEnd() async throws {
        try folder.write("1\n2\n", to: "x")
        #expect(await refusal(["path": "x", "from": 9]) == "x ends before line 9: it has 2 lines")
        try folder.write("1", to: "y")
        #expect(await refusal(["path": "y", "from": 2]) == "y ends before line 2: it has 1 line")
        #expect(try await read(["path": "x", "from": 3]) == "")
    }

    @Test("A part of a file too large is given, the whole is not")
    func tooLarge() async throws {
        try folder.write(String(repeating: "0123456789\n", count: 100_000), to: "x")
        #expect(await refusal(["path": "x"]).contains("1100000 bytes, more than the 1000000"))
        #expect(try await read(["path": "x", "from": 99_999, "lines": 1]) == "0123456789\n")
        #expect(await refusal(["path": "x", "from": 1, "lines": 99_000]).contains("read fewer"))
        #expect(try await read(["path": "x"], grant: ["max_size": "1.1MB"]).utf8.count == 1_100_000)
    }

    @Test(
        "What is no text is named and not given",
        arguments: [[0xFF, 0xFE, 0x41], [0x41, 0, 0x42], [0xC3]] as [[UInt8]]
    )
    func binary(_ bytes: [UInt8]) async throws {
        try folder.write(bytes, to: "x")
        #expect(try await read(["path": "x"]).hasPrefix("[a binary file, \(bytes.count) bytes"))
        #expect(try await read(["path": "x", "lines": 1]).hasPrefix("[a binary file, \(bytes.count) bytes"))
    }

    @Test("What may be text in another encoding is said to be that")
    func encodings() async throws {
        try folder.write([0x67, 0x72, 0xFC, 0xDF, 0x65], to: "latin")
        #expect(
            try await read(["path": "latin"])
                == "[a binary file, 5 bytes: perhaps text in another encoding than UTF-8, which is not read here]"
        )
        try folder.write([0xFF, 0xFE, 0x41, 0], to: "wide")
        #expect(
            try await read(["path": "wide"])
                == "[a binary file, 4 bytes: perhaps text in UTF-16, which is not read here]"
        )
        try folder.write([0x41, 0, 1, 2], to: "none")
        #expect(try await read(["path": "none"]) == "[a binary file, 4 bytes; it holds no text]")
    }

    @Test("A name that is not there comes with the one that was probably meant, and never with one that is not granted")
    func near() async throws {
        try folder.write("a", to: "sub/report.md")
        #expect(await refusal(["path": "sub/reprot.md"]).hasSuffix("did you mean \"sub/report.md\"?"))
        #expect(await refusal(["path": "sub/other.md"]).hasSuffix("there is no such file or folder"))
        let granted = await refusal(["path": "sub/reprot.md"], grant: ["only": ["*.txt"]])
        #expect(!granted.contains("report"))
    }

    @Test(
        "No path leads out",
        arguments: ["..", "../x", "x/../../y", "/etc/passwd", "/workspacex", "/workspace/../etc/passwd"]
    )
    func outside(_ path: String) async throws {
        #expect(await refusal(["path": .string(path)]).contains("leads out"))
    }

    @Test("No link leads out, and links inside lead on")
    func links() async throws {
        try folder.write("a", to: "x/a")
        try folder.link("inside", to: "x")
        try folder.link("outside", to: "/etc")
        try folder.link("circle", to: "circle")
        #expect(try await read(["path": "inside/a"]) == "a")
        #expect(await refusal(["path": "outside/passwd"]).contains("leads out"))
        #expect(await refusal(["path": "circle"]).contains("symbolic link"))
    }

    @Test("What is there but no file is said")
    func noFile() async throws {
        try folder.make("x")
        #expect(await refusal(["path": "x"]).contains("it is a folder"))
        #expect(await refusal(["path": ""]).contains("it is a folder"))
        #expect(await refusal(["path": "y"]).contains("no such file"))
        #expect(await refusal(["path": "\0"]).contains("zero byte"))
    }

    @Test("A grant's folder is the root, and can't be left")
    func root() async throws {
        try folder.write("a", to: "data/a")
        try folder.write("b", to: "b")
        let grant: JSONValue = ["root": "./data/"]
        #expect(try await read(["path": "a"], grant: grant) == "a")
        #expect(try await read(["path": "/workspace/data/a"], grant: grant) == "a")
        #expect(await refusal(["path": "../b"], grant: grant).contains("leads out"))
        #expect(await refusal(["path": "/workspace/b"], grant: grant).contains("relative to /workspace/data"))
    }

    @Test(
        "A grant's folder that is a link out of the workspace is refused",
        arguments: ["link", "link/x", "..", "/etc", "none"]
    )
    func rootOutside(_ root: String) async throws {
        try folder.link("link", to: "/etc")
        let message = await failure("read_file", ["path": "passwd"], grant: ["root": .string(root)], in: folder)
        #expect(message?.isEmpty == false)
    }

    @Test("Only what globs name may be read, by no other path and by no link")
    func globs() async throws {
        try folder.write("a", to: "docs/a.md")
        try folder.write("b", to: "secret.txt")
        try folder.link("docs/link.md", to: "../secret.txt")
        try folder.link("deep", to: "docs")
        let grant: JSONValue = ["only": ["docs/**"]]
        #expect(try await read(["path": "docs/a.md"], grant: grant) == "a")
        #expect(try await read(["path": "x/../docs/a.md"], grant: grant) == "a")
        #expect(await refusal(["path": "secret.txt"], grant: grant) == "\"secret.txt\": only docs/** may be read")
        #expect(await refusal(["path": "docs/../secret.txt"], grant: grant).contains("only docs/**"))
        #expect(await refusal(["path": "docs/link.md"], grant: grant).contains("symbolic link"))
        #expect(await refusal(["path": "deep/a.md"], grant: grant).contains("symbolic link"))
    }
}

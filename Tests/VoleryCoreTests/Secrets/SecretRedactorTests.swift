import Foundation
import Testing

@testable import VoleryCore

@Suite("Secrets are taken out of texts")
struct SecretRedactorTests {
    private static let key = "sk-test-4f9aB7Qz+/x==81"
    private static let odd = "ghp_Zx81-kkQ\"\\_ümlaut"
    private let redactor = SecretRedactor([
        Secret(name: "KEY", value: key), Secret(name: "ODD", value: odd), Secret(name: "SHORT", value: "1234567"),
    ])

    @Test("as they are, several times, at both ends")
    func plain() {
        #expect(redactor.redacted(Self.key) == "[REDACTED:KEY]")
        #expect(redactor.redacted("a\(Self.key)b\(Self.odd)") == "a[REDACTED:KEY]b[REDACTED:ODD]")
        #expect(redactor.redacted("sk-test- is a prefix only, 1234567") == "sk-test- is a prefix only, 1234567")
    }

    @Test("in JSON, in addresses, in hexadecimal and in file names", arguments: [key, odd])
    func encodings(_ secret: String) throws {
        let bytes = Array(secret.utf8)
        let upper = bytes.map { String(format: "%02X", $0) }
        let lower = bytes.map { String(format: "%02x", $0) }
        let ascii = String(decoding: try JSONEncoder().encode([secret]), as: UTF8.self)
        let query = try #require(secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        let forms = [
            JSONValue.string(secret).serialized(), ascii, query, upper.joined(), lower.joined(),
            secret.replacing("/", with: "_"),
            "\"ghp_Zx81-kkQ\\\"\\\\_\\u00fcmlaut\"", "\"ghp_Zx81-kkQ\\\"\\\\_\\u00FCmlaut\"",
        ]
        for form in forms {
            let result = redactor.redacted("x \(form) y")
            #expect(result.contains("[REDACTED:"), "\(form)")
            #expect(!result.contains("Zx81") && !result.contains("4f9a"), "\(result)")
        }
    }

    @Test("in base64, wherever in the encoded bytes they lie", arguments: 0..<7)
    func base64(_ offset: Int) {
        for secret in [Self.key, Self.odd] {
            let data = Data(Array(repeating: 0x41, count: offset) + Array(secret.utf8) + Array("tail".utf8))
            let standard = data.base64EncodedString()
            let url = standard.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
            for text in [standard, url] {
                let result = redactor.redacted("Basic \(text)")
                #expect(result.contains("[REDACTED:"))
                // What is left of the secret's own characters is at most the two that it shares with its neighbours.
                #expect(result.utf8.count < text.utf8.count - secret.utf8.count + 30)
            }
        }
    }

    @Test("across the borders of pieces, wherever they are", arguments: 1..<12)
    func pieces(_ size: Int) {
        let text = "ü your key is \(Self.key), and \(Self.odd)!\(Self.key)\(Self.key.prefix(9))"
        var stream = redactor.stream()
        var result = ""
        var rest = text[...]
        while !rest.isEmpty {
            result += stream.push(String(rest.prefix(size)))
            #expect(!result.contains("4f9aB7Qz+/x==81"))
            rest = rest.dropFirst(size)
        }
        result += stream.finish()
        let key = "[REDACTED:KEY]"
        #expect(result == "ü your key is \(key), and [REDACTED:ODD]!\(key)sk-test-4")
    }

    @Test("words that can't be a secret are given on at once")
    func atOnce() {
        var stream = redactor.stream()
        #expect(stream.push("Hello, ") == "Hello, ")
        #expect(stream.push("sk-te") == "")
        #expect(stream.push("am") == "sk-team")
    }

    @Test("that overlap go as a whole")
    func overlapping() {
        let both = SecretRedactor([Secret(name: "A", value: "abcdefgh1"), Secret(name: "B", value: "efgh1xyz")])
        #expect(both.redacted("-abcdefgh1xyz-") == "-[REDACTED:A]-")
        #expect(both.redacted("-efgh1xyz-abcdefgh1-") == "-[REDACTED:B]-[REDACTED:A]-")
    }

    @Test("in values: in texts and in the names of members")
    func values() {
        let value: JSONValue = ["a": [.string("x\(Self.key)"), 7, nil], .init(Self.odd): true]
        #expect(redactor.redacted(value) == ["a": ["x[REDACTED:KEY]", 7, nil], "[REDACTED:ODD]": true])
    }

    @Test("that are long are found as a whole, and so are many at once")
    func long() {
        let bytes: [UInt8] = (0..<3_000).map { (number: Int) -> UInt8 in UInt8(33 + number * (number + 7) % 90) }
        let key = String(decoding: bytes, as: UTF8.self)
        let many = (0..<50).map {
            Secret(name: "S\($0)", value: "secret-number-\($0)-\(String(repeating: "x", count: $0))-")
        }
        let redactor = SecretRedactor([Secret(name: "LONG", value: key)] + many)
        #expect(redactor.redacted("a \(key) b") == "a [REDACTED:LONG] b")
        #expect(redactor.redacted("a \(key.dropLast()) b") == "a \(key.dropLast()) b")
        for secret in many { #expect(redactor.redacted("<\(secret.value)>") == "<[REDACTED:\(secret.name)]>") }
    }

    @Test("no description or dump shows one")
    func descriptions() {
        let secret = Secret(name: "KEY", value: Self.key)
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(!"\(secret) \(String(reflecting: secret)) \(dumped)".contains("4f9a"))
    }
}

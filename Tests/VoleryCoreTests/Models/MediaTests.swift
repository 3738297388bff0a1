import Testing

@testable import VoleryCore

@Suite("Images and files of messages")
struct MediaTests {
    @Test("bytes come back from Base64, whatever their number", arguments: 0..<10)
    func bytes(_ count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: 250 + $0 * 37) }
        let media = Media(.file, bytes, type: "application/octet-stream")
        #expect(media.bytes == bytes)
        #expect(media.byteCount == count)
    }

    @Test(
        "a `data:` address is read with its type",
        arguments: [
            ("data:image/png;base64,AAEC", "image/png", [0, 1, 2]), ("DATA:Image/PNG;base64,AA==", "image/png", [0]),
            ("data:text/plain;charset=utf-8,a%20b", "text/plain", [0x61, 0x20, 0x62]),
            ("data:,x", "text/plain", [0x78]),
        ] as [(String, String, [UInt8])]
    )
    func dataAddress(_ address: String, _ type: String, _ bytes: [UInt8]) {
        let media = Media(.image, dataAddress: address)
        #expect(media?.type == type)
        #expect(media?.bytes == bytes)
    }

    @Test(
        "what is no `data:` address, or holds nothing, is none",
        arguments: ["", "data:", "data:image/png;base64", "data:image/png;base64,", "data:;base64,?", "data:,%4", "x"]
    )
    func noDataAddress(_ address: String) {
        #expect(Media(.image, dataAddress: address) == nil)
    }

    @Test("its type is told by its first bytes alone")
    func types() {
        #expect(Media.type(of: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]) == "image/png")
        #expect(Media.type(of: [0xFF, 0xD8, 0xFF, 0xE0]) == "image/jpeg")
        #expect(Media.type(of: Array("GIF89a".utf8)) == "image/gif")
        #expect(Media.type(of: Array("RIFF\0\0\0\0WEBPVP8 ".utf8)) == "image/webp")
        #expect(Media.type(of: Array("<svg".utf8)) == nil)
        #expect(Media.type(of: []) == nil)
    }

    @Test("one with a secret in it, in whatever encoding, is left out whole")
    func secrets() {
        let secret = "correct-horse-battery"
        let redactor = SecretRedactor([Secret(name: "k", value: secret)])
        let image = Media(.image, Array("....\(secret)....".utf8), type: "image/png", name: "\(secret).png")
        let clean = Media(.image, [1, 2, 3], type: "image/png")
        let message = Message.userParts([.text("see \(secret)"), .media(image), .media(clean)])
        let redacted = message.redacted(by: redactor)
        #expect(!redacted.json.serialized().contains(secret))
        guard case .userParts(let parts) = redacted, case .media(let left) = parts[1] else {
            Issue.record("\(redacted)")
            return
        }
        #expect(left.bytes.map { String(decoding: $0, as: UTF8.self) } == "[image with a secret in it, left out]")
        #expect(parts[2] == .media(clean))
    }

    @Test("parts that are text alone make a plain message")
    func textAlone() {
        #expect(Message.user(parts: [.text("a"), .text("b")]) == .user("a\n\nb"))
    }
}

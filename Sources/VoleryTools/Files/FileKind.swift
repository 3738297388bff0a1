/// What a binary file seems to be, by its first bytes.
enum FileKind: String, CaseIterable {
    case png = "a PNG image"
    case jpeg = "a JPEG image"
    case gif = "a GIF image"
    case webp = "a WebP image"
    case pdf = "a PDF document"
    case zip = "a ZIP archive, or a document that is one"
    case gzip = "gzip-compressed data"
    case zstandard = "Zstandard-compressed data"
    case sqlite = "an SQLite database"
    case elf = "a program or library (ELF)"
    case wasm = "a WebAssembly module"
    case utf16 = "perhaps text in UTF-16, which is not read here"
    /// What holds no zero byte, and nothing else is known of it.
    case otherText = "perhaps text in another encoding than UTF-8, which is not read here"

    /// Whether it may be text after all.
    var mayBeText: Bool { self == .utf16 || self == .otherText }

    /// The kind that a file's first bytes tell of; `nil` if none is known.
    init?(_ bytes: some Collection<UInt8>) {
        let head = Array(bytes.prefix(16))
        guard let kind = Self.allCases.first(where: { $0.isBegun(by: head) }) else { return nil }
        self = kind
    }

    private func isBegun(by head: [UInt8]) -> Bool {
        switch self {
        case .png: head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        case .jpeg: head.starts(with: [0xFF, 0xD8, 0xFF])
        case .gif: head.starts(with: Array("GIF8".utf8))
        case .webp: head.starts(with: Array("RIFF".utf8)) && head.dropFirst(8).starts(with: Array("WEBP".utf8))
        case .pdf: head.starts(with: Array("%PDF-".utf8))
        case .zip: head.starts(with: [0x50, 0x4B, 0x03, 0x04])
        case .gzip: head.starts(with: [0x1F, 0x8B])
        case .zstandard: head.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
        case .sqlite: head.starts(with: Array("SQLite format 3".utf8))
        case .elf: head.starts(with: [0x7F, 0x45, 0x4C, 0x46])
        case .wasm: head.starts(with: [0x00, 0x61, 0x73, 0x6D])
        case .otherText: false
        case .utf16: head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
        }
    }
}

#if canImport(Glibc)
private import Glibc
#else
private import Musl
#endif

/// Reads bytes of a character set as UTF-8; what is no character becomes the replacement character.
struct TextDecoder {
    let set: CharacterSet

    /// Finds out the set of some bytes: a byte order mark counts most, then what the server says, then the page itself.
    ///
    /// - Parameters:
    ///   - bytes: The start of the text, or all of it.
    ///   - header: The server's word.
    ///   - page: The page's own word.
    init(_ bytes: [UInt8], header: String?, page: String?) {
        let marks: [([UInt8], CharacterSet)] = [
            ([0xEF, 0xBB, 0xBF], .utf8), ([0xFF, 0xFE], .utf16LittleEndian), ([0xFE, 0xFF], .utf16BigEndian),
        ]
        let mark = marks.first { bytes.starts(with: $0.0) }?.1
        set = mark ?? header.flatMap(CharacterSet.named) ?? page.flatMap(CharacterSet.named) ?? .utf8
    }

    /// The text in valid UTF-8, without a byte order mark.
    func utf8(_ bytes: [UInt8]) -> [UInt8] {
        let text = set == .utf8 ? nil : converted(bytes)
        let repaired = text ?? Array(String(decoding: bytes, as: UTF8.self).utf8)
        return repaired.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(repaired.dropFirst(3)) : repaired
    }

    /// Converts by the C library; `nil` where it does not have the set.
    private func converted(_ bytes: [UInt8]) -> [UInt8]? {
        guard let descriptor = iconv_open("UTF-8", set.rawValue), descriptor != iconv_t(bitPattern: -1) else {
            return nil
        }
        defer { iconv_close(descriptor) }
        var input = bytes
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count * 2)
        input.withUnsafeMutableBytes { input in
            var converter = Converter(descriptor: descriptor, rest: input)
            while let part = converter.next() { output.append(contentsOf: part) }
        }
        // A converter's word is not enough to take it for valid.
        return Array(String(decoding: output, as: UTF8.self).utf8)
    }

    /// A conversion on its way through some bytes.
    private struct Converter {
        let descriptor: iconv_t
        var rest: UnsafeMutableRawBufferPointer
        private var buffer = [CChar](repeating: 0, count: 16_384)

        init(descriptor: iconv_t, rest: UnsafeMutableRawBufferPointer) {
            self.descriptor = descriptor
            self.rest = rest
        }

        /// The next bytes of the text; `nil` at the end.
        mutating func next() -> [UInt8]? {
            guard !rest.isEmpty else { return nil }
            var source = rest.baseAddress?.assumingMemoryBound(to: CChar.self)
            var left = rest.count
            var failure: Int32 = 0
            var text = buffer.withUnsafeMutableBufferPointer { buffer in
                var target = buffer.baseAddress
                var room = buffer.count
                failure = iconv(descriptor, &source, &left, &target, &room) == -1 ? errno : 0
                return buffer[..<(buffer.count - room)].map { UInt8(bitPattern: $0) }
            }
            if failure == EILSEQ || failure == EINVAL {
                text.append(contentsOf: [0xEF, 0xBF, 0xBD])
                left = max(0, left - 1)
            } else if failure != E2BIG || text.isEmpty {
                left = 0
            }
            rest = UnsafeMutableRawBufferPointer(rebasing: rest[(rest.count - left)...])
            return text
        }
    }
}

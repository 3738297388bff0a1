internal import CZlib

/// Makes bytes shorter: raw DEFLATE (RFC 1951) that knows beforehand how entries look.
///
/// One is used for many pieces, one after the other; so it belongs to one thread.
final class Deflater {
    /// zlib's state points back at the stream, so the stream has to stay where it is.
    private let stream: UnsafeMutablePointer<z_stream>

    /// `nil` when there is no memory.
    init?() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // Level 1: entries are short, so more effort saves little.
        let size = Int32(MemoryLayout<z_stream>.size)
        let result = deflateInit2_(stream, 1, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        guard result == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// The bytes, shorter; `nil` where they can't be made so, and for more than 4 GB.
    func deflated(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count > 64, let count = UInt32(exactly: bytes.count), deflateReset(stream) == Z_OK else {
            return nil
        }
        StoredVocabulary.bytes.withUnsafeBufferPointer { words in
            _ = deflateSetDictionary(stream, words.baseAddress, UInt32(words.count))
        }
        var input = bytes
        return input.withUnsafeMutableBufferPointer { input in
            let room = bytes.count - 1
            let output = [UInt8](unsafeUninitializedCapacity: room) { output, written in
                stream.pointee.next_in = input.baseAddress
                stream.pointee.avail_in = count
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(room)
                let isWhole = deflate(stream, Z_FINISH) == Z_STREAM_END
                written = isWhole ? room - Int(stream.pointee.avail_out) : 0
            }
            return output.isEmpty ? nil : output
        }
    }
}

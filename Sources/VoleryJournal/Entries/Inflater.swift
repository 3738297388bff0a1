internal import CZlib

/// Gives bytes their length back, as `Deflater` found them.
final class Inflater {
    /// zlib's state points back at the stream, so the stream has to stay where it is.
    private let stream: UnsafeMutablePointer<z_stream>

    /// `nil` when there is no memory.
    init?() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// The bytes as they were; `nil` if these are not what became of that many.
    func inflated(_ bytes: UnsafeRawBufferPointer, count: Int) -> [UInt8]? {
        // No byte stands for more than 1,032 others, so a damaged length is not believed.
        guard let short = UInt32(exactly: bytes.count), let long = UInt32(exactly: count), count / 1_032 <= bytes.count,
            inflateReset(stream) == Z_OK
        else { return nil }
        StoredVocabulary.bytes.withUnsafeBufferPointer { words in
            _ = inflateSetDictionary(stream, words.baseAddress, UInt32(words.count))
        }
        var isWhole = false
        let output = [UInt8](unsafeUninitializedCapacity: count) { output, written in
            // zlib does not write to its input; its declaration is older than `const`.
            stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
            stream.pointee.avail_in = short
            stream.pointee.next_out = output.baseAddress
            stream.pointee.avail_out = long
            let result = inflate(stream, Z_FINISH)
            written = count - Int(stream.pointee.avail_out)
            isWhole = result == Z_STREAM_END && stream.pointee.avail_in == 0 && written == count
        }
        return isWhole ? output : nil
    }
}

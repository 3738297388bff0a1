/// The bytes of a row: one or more stored entries, shorter where that is possible.
///
/// The first byte says how they are stored: 0 as they are, 1 as raw DEFLATE with `StoredVocabulary`, behind their
/// number.
enum StoredBlock {
    private enum Form: UInt8 {
        case plain = 0
        case deflated = 1
    }

    /// How many bytes of entries are gathered in one row, unless one entry alone is longer.
    static let bound = 65_536

    static func packed(_ bytes: [UInt8], _ deflater: Deflater?) -> [UInt8] {
        var writer = StoredWriter()
        if let short = deflater?.deflated(bytes) {
            writer.writeFixed(Form.deflated.rawValue)
            writer.write(bytes.count)
            writer.write(short)
        } else {
            writer.writeFixed(Form.plain.rawValue)
            writer.write(bytes)
        }
        return writer.bytes
    }

    /// Lends the bytes as they were; `nil` if the row is damaged.
    static func withUnpacked<Result>(
        _ row: UnsafeRawBufferPointer,
        _ inflater: Inflater?,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result? {
        var reader = StoredReader(row)
        switch reader.fixed(UInt8.self).flatMap(Form.init) {
        case .plain: return try body(reader.remaining)
        case .deflated:
            guard let count = reader.number(), let bytes = inflater?.inflated(reader.remaining, count: count) else {
                return nil
            }
            return try bytes.withUnsafeBytes(body)
        case nil: return nil
        }
    }
}

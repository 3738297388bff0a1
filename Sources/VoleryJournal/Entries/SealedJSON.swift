internal import VoleryCore

/// A JSON value in bytes, behind a checksum that holds it to its place.
enum SealedJSON {
    /// Where in a run's row a value stands; entries have the numbers from 1.
    enum Place {
        case header
        case facts
        case owner(epoch: Int)

        var number: Int {
            switch self {
            case .header: 0
            case .facts: .min
            case .owner(let epoch): .min + epoch
            }
        }
    }

    static func sealed(_ value: JSONValue, run: String, _ place: Place) -> [UInt8] {
        var json: [UInt8] = []
        value.write(into: &json)
        var writer = StoredWriter()
        writer.writeFixed(json.withUnsafeBytes { Checksum(run: run).of($0, number: place.number) })
        writer.write(json)
        return writer.bytes
    }

    /// The value; `nil` if it is not as it was written.
    static func opened(_ bytes: UnsafeRawBufferPointer, run: String, _ place: Place) -> JSONValue? {
        var reader = StoredReader(bytes)
        guard let sum = reader.fixed(UInt32.self),
            Checksum(run: run).of(reader.remaining, number: place.number) == sum
        else { return nil }
        let options = JSONValue.ParsingOptions(maxDepth: JSONValue.ParsingOptions.deepest)
        return try? JSONValue(parsing: reader.remaining, options: options)
    }
}

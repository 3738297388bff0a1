public import VoleryCore

/// A list of values, of its own or seen through to JSON.
public struct CELList: Sendable, RandomAccessCollection {
    enum Storage: Sendable {
        case values([CELValue])
        case json([JSONValue])
    }

    let storage: Storage

    /// A list of values.
    public init(_ values: [CELValue] = []) {
        storage = .values(values)
    }

    /// A list of JSON values, which are converted only as they are read.
    public init(_ json: [JSONValue]) {
        storage = .json(json)
    }

    /// The first element's index: 0.
    public var startIndex: Int { 0 }

    /// The number of elements.
    public var endIndex: Int {
        switch storage {
        case .values(let values): values.count
        case .json(let values): values.count
        }
    }

    /// The element at an index from 0 up to the count, which must exist.
    public subscript(position: Int) -> CELValue {
        switch storage {
        case .values(let values): values[position]
        case .json(let values): CELValue(values[position])
        }
    }

    /// The elements as an array.
    var values: [CELValue] {
        switch storage {
        case .values(let values): values
        case .json(let values): values.map(CELValue.init)
        }
    }
}

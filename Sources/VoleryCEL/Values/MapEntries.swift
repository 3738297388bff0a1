import VoleryCore

/// A key of a map as it is compared: numbers by their value, text by its bytes.
enum MapKey: Hashable {
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case string(String)

    /// The key that a value stands for, or nil if it can't be equal to any key.
    init?(_ value: CELValue) {
        switch value {
        case .bool(let bool): self = .bool(bool)
        case .int(let int): self = .int(int)
        case .uint(let uint): self = Int64(exactly: uint).map(MapKey.int) ?? .uint(uint)
        case .double(let double):
            if let int = Int64(exactly: double) {
                self = .int(int)
            } else if let uint = UInt64(exactly: double) {
                self = .uint(uint)
            } else {
                return nil
            }
        case .string(let string): self = .string(string)
        default: return nil
        }
    }

    static func == (lhs: MapKey, rhs: MapKey) -> Bool {
        switch (lhs, rhs) {
        case (.string(let left), .string(let right)): left.isByteForByte(right)
        case (.int(let left), .int(let right)): left == right
        case (.uint(let left), .uint(let right)): left == right
        case (.bool(let left), .bool(let right)): left == right
        default: false
        }
    }

    func hash(into hasher: inout Hasher) {
        switch self {
        case .bool(let bool): hasher.combine(bool)
        case .int(let int): hasher.combine(int)
        case .uint(let uint): hasher.combine(uint)
        case .string(let string): string.hashBytes(into: &hasher)
        }
    }
}

/// The entries of a map that an expression made: shared, never changed.
final class MapEntries: Sendable {
    let keys: [CELValue]
    let values: [CELValue]
    private let index: [MapKey: Int]

    init(keys: [CELValue], values: [CELValue], index: [MapKey: Int]) {
        self.keys = keys
        self.values = values
        self.index = index
    }

    func value(for key: MapKey) -> CELValue? {
        index[key].map { values[$0] }
    }
}

/// Collects the entries of a map.
struct MapBuilder {
    private var keys: [CELValue] = []
    private var values: [CELValue] = []
    private var index: [MapKey: Int] = [:]

    /// Adds an entry whose key must be new.
    mutating func add(_ key: CELValue, _ value: CELValue) throws(CELError) {
        guard key.isMapKey, let known = MapKey(key) else { throw Self.unsupportedKey(key) }
        guard index.updateValue(keys.count, forKey: known) == nil else {
            throw CELError(.invalidArgument, "The key \(key.shortDescription) is given twice.")
        }
        keys.append(key)
        values.append(value)
    }

    /// Adds an entry, or changes the value of one.
    mutating func set(_ key: CELValue, _ known: MapKey, _ value: CELValue) {
        if let position = index[known] {
            values[position] = value
        } else {
            index[known] = keys.count
            keys.append(key)
            values.append(value)
        }
    }

    func build() -> MapEntries {
        MapEntries(keys: keys, values: values, index: index)
    }

    static func unsupportedKey(_ key: CELValue) -> CELError {
        CELError(
            .noMatchingOverload,
            "A map's key is a boolean, an integer or text; \(key.shortDescription) is \(key.typeName)."
        )
    }
}

extension CELValue {
    /// Whether a map can have this as a key.
    var isMapKey: Bool {
        switch self {
        case .bool, .int, .uint, .string: true
        default: false
        }
    }
}

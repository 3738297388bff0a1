public import VoleryCore

/// A map in the order in which it was made, of its own, seen through to JSON, or answered by the host.
///
/// Keys are booleans, integers and text. Numbers that are equal are one key, whatever their types.
public struct CELMap: Sendable {
    enum Storage: Sendable {
        case entries(MapEntries)
        case json(JSONObject)
        case dynamic(any CELDynamicMap)
    }

    let storage: Storage

    /// A map with any keys that the language allows.
    ///
    /// - Parameter entries: Keys and values; of two entries with one key the later one counts.
    /// - Throws: ``CELError`` if a key is neither a boolean, an integer nor text.
    public init(entries: [(key: CELValue, value: CELValue)]) throws(CELError) {
        var builder = MapBuilder()
        for (key, value) in entries {
            guard let known = MapKey(key), key.isMapKey else { throw MapBuilder.unsupportedKey(key) }
            builder.set(key, known, value)
        }
        storage = .entries(builder.build())
    }

    /// A JSON object, whose members are converted only as they are read.
    public init(_ json: JSONObject) {
        storage = .json(json)
    }

    /// A map that the host answers, member by member.
    public init(_ dynamic: any CELDynamicMap) {
        storage = .dynamic(dynamic)
    }

    init(_ entries: MapEntries) {
        storage = .entries(entries)
    }

    /// The number of entries.
    public var count: Int {
        switch storage {
        case .entries(let entries): entries.keys.count
        case .json(let object): object.count
        case .dynamic(let map): map.keys.count
        }
    }

    /// The keys in order.
    public var keys: [CELValue] {
        switch storage {
        case .entries(let entries): entries.keys
        case .json(let object): object.keys.map(CELValue.string)
        case .dynamic(let map): map.keys.map(CELValue.string)
        }
    }

    /// The value of a text key, or nil if there is none.
    ///
    /// Throws what a ``CELDynamicMap`` throws.
    public func value(forKey key: String) throws(CELError) -> CELValue? {
        switch storage {
        case .entries(let entries): entries.value(for: .string(key))
        case .json(let object): object[key].map(CELValue.init)
        case .dynamic(let map): try map.value(forKey: key)
        }
    }

    /// The value of a key, or nil if there is none, be it that no such key can be.
    ///
    /// Throws what a ``CELDynamicMap`` throws.
    public func value(for key: CELValue) throws(CELError) -> CELValue? {
        if case .string(let text) = key { return try value(forKey: text) }
        guard case .entries(let entries) = storage, let known = MapKey(key) else { return nil }
        return entries.value(for: known)
    }
}

extension CELMap: ExpressibleByDictionaryLiteral {
    /// A map with text as keys; of two entries with one key the later one counts.
    public init(dictionaryLiteral elements: (String, CELValue)...) {
        var builder = MapBuilder()
        for (key, value) in elements { builder.set(.string(key), .string(key), value) }
        storage = .entries(builder.build())
    }
}

/// A map whose members the host computes as they are read.
///
/// A member may be there and yet not readable: then ``value(forKey:)`` throws, most often ``CELError/Kind/absent``, and the
/// error is the expression's unless something in it (`has`, a host's own function) accepts the absence.
public protocol CELDynamicMap: AnyObject, Sendable {
    /// The keys, in a stable order.
    var keys: [String] { get }

    /// The value of a key, or nil if there is no such key.
    func value(forKey key: String) throws(CELError) -> CELValue?
}

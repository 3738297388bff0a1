public import VoleryCore

extension CELValue {
    /// The value that JSON stands for; a number without fraction and exponent is an int.
    public init(_ json: JSONValue) {
        switch json {
        case .null: self = .null
        case .bool(let bool): self = .bool(bool)
        case .int(let int): self = .int(Int64(int))
        case .double(let double): self = .double(double)
        case .string(let string): self = .string(string)
        case .array(let elements): self = .list(CELList(elements))
        case .object(let object): self = .map(CELMap(object))
        }
    }

    /// The value as JSON: keys become text, bytes Base64, times and durations text as `string(x)` gives it, an optional its
    /// content or null.
    ///
    /// `limits` bounds its size, by the work of making it. Throws for a number that JSON can't hold, a map with two keys of
    /// the same text, a host's map that raises an error, or a value that is too large.
    public func json(limits: CELLimits = CELLimits()) throws(CELError) -> JSONValue {
        try json(Meter(limits))
    }

    func json(_ meter: Meter) throws(CELError) -> JSONValue {
        try meter.charge(1)
        switch self {
        case .null: return .null
        case .bool(let bool): return .bool(bool)
        case .int(let int): return .int(Int(int))
        case .uint(let uint): return try Self.json(uint)
        case .double(let double):
            guard double.isFinite else { throw CELError(.overflow, "JSON has no number for \(double.celText).") }
            return .double(double)
        case .string(let string):
            try meter.charge(string.utf8.count >> 3)
            return .string(string)
        case .bytes(let bytes):
            try meter.charge(bytes.count >> 2)
            return .string(Base64.encode(bytes))
        case .type(let name): return .string(name)
        case .timestamp(let timestamp): return .string(timestamp.description)
        case .duration(let duration): return .string(duration.description)
        case .optional(let content): return try content?.json(meter) ?? .null
        case .list(let list): return try list.json(meter)
        case .map(let map): return try map.json(meter)
        }
    }

    private static func json(_ uint: UInt64) throws(CELError) -> JSONValue {
        guard let int = Int(exactly: uint) else {
            throw CELError(.overflow, "\(uint)u is more than a JSON integer can hold here.")
        }
        return .int(int)
    }
}

extension CELList {
    fileprivate func json(_ meter: Meter) throws(CELError) -> JSONValue {
        switch storage {
        case .json(let elements):
            for element in elements { try meter.charge(for: element) }
            return .array(elements)
        case .values(let values):
            var elements: [JSONValue] = []
            elements.reserveCapacity(values.count)
            for value in values { elements.append(try value.json(meter)) }
            return .array(elements)
        }
    }
}

extension CELMap {
    fileprivate func json(_ meter: Meter) throws(CELError) -> JSONValue {
        if case .json(let object) = storage {
            try meter.charge(for: .object(object))
            return .object(object)
        }
        var object = JSONObject()
        for key in keys {
            let name = try key.text(meter)
            guard object[name] == nil else { throw CELError(.invalidArgument, "Two keys are both “\(name)” as text.") }
            object[name] = try value(for: key)?.json(meter) ?? .null
        }
        return .object(object)
    }
}

extension Meter {
    /// Pays for a JSON value as large as it is written: what is shared in memory is not where it is written.
    fileprivate func charge(for json: JSONValue) throws(CELError) {
        try charge(1)
        switch json {
        case .string(let text): try charge(text.utf8.count >> 3)
        case .array(let elements): for element in elements { try charge(for: element) }
        case .object(let members):
            for member in members {
                try charge(member.key.utf8.count >> 3)
                try charge(for: member.value)
            }
        default: break
        }
    }
}

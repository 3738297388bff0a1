/// The functions of optional values, and those that ask a list for an element that may not be there.
extension StandardFunctions {
    static let optionals: [CELFunction] = [
        CELFunction("optional.of", [CELSignature([t], .optional(t))]) { call throws(CELError) in .optional(call[0]) },
        CELFunction("optional.none", [CELSignature([], .optional(t))]) { _ throws(CELError) in .optional(nil) },
        CELFunction("optional.ofNonZeroValue", [CELSignature([t], .optional(t))]) { call throws(CELError) in
            .optional(call[0].isZero ? nil : call[0])
        },
        CELFunction("optional.unwrap", [CELSignature([.list(.optional(t))], .list(t))]) { call throws(CELError) in
            try unwrapped(call)
        },
        CELFunction("unwrapOpt", isMember: true, [CELSignature([.list(.optional(t))], .list(t))]) {
            call throws(CELError) in try unwrapped(call)
        },
        CELFunction("hasValue", isMember: true, [CELSignature([.optional(t)], .bool)]) { call throws(CELError) in
            .bool(try content(call) != nil)
        },
        CELFunction("value", isMember: true, [CELSignature([.optional(t)], t)]) { call throws(CELError) in
            guard let content = try content(call) else {
                throw CELError(.invalidArgument, "optional.none() has no value; ask with orValue(…).")
            }
            return content
        },
        CELFunction(lazyMember: "or", [CELSignature([.optional(t), .optional(t)], .optional(t))]) {
            call throws(CELError) in
            let first = try call.evaluate(0)
            guard case .optional(let content) = first else { throw notOptional(first) }
            if content != nil { return first }
            let second = try call.evaluate(1)
            guard case .optional = second else { throw notOptional(second) }
            return second
        },
        CELFunction(lazyMember: "orValue", [CELSignature([.optional(t), t], t)]) { call throws(CELError) in
            let first = try call.evaluate(0)
            guard case .optional(let content) = first else { throw notOptional(first) }
            if let content { return content }
            return try call.evaluate(1)
        },
        CELFunction("first", isMember: true, [CELSignature([.list(t)], .optional(t))]) { call throws(CELError) in
            .optional(try call.list(0).first)
        },
        CELFunction("last", isMember: true, [CELSignature([.list(t)], .optional(t))]) { call throws(CELError) in
            .optional(try call.list(0).last)
        },
    ]

    private static func content(_ call: CELCall) throws(CELError) -> CELValue? {
        guard case .optional(let content) = call[0] else { throw call.noMatchingOverload() }
        return content
    }

    private static func unwrapped(_ call: CELCall) throws(CELError) -> CELValue {
        var values: [CELValue] = []
        let list = try call.list(0)
        try call.meter.chargeElements(list.count)
        for element in list {
            guard case .optional(let content) = element else { throw call.noMatchingOverload() }
            if let content { values.append(content) }
        }
        return .list(CELList(values))
    }

    private static func notOptional(_ value: CELValue) -> CELError {
        CELError(.noMatchingOverload, "There must be an optional here, not \(value.typeName).")
    }
}

extension CELValue {
    /// Whether this is null or its type's zero or empty value.
    fileprivate var isZero: Bool {
        switch self {
        case .null: true
        case .bool(let bool): !bool
        case .int(let int): int == 0
        case .uint(let uint): uint == 0
        case .double(let double): double == 0
        case .string(let string): string.isEmpty
        case .bytes(let bytes): bytes.isEmpty
        case .list(let list): list.isEmpty
        case .map(let map): map.count == 0
        case .timestamp(let time): time.seconds == 0 && time.nanoseconds == 0
        case .duration(let duration): duration.nanoseconds == 0
        case .optional(let content): content == nil
        case .type: false
        }
    }
}

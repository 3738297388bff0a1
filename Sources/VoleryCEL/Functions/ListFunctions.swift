import VoleryCore

/// The extension for lists.
extension StandardFunctions {
    static let lists: [CELFunction] = [
        CELFunction("slice", isMember: true, [CELSignature([.list(t), .int, .int], .list(t))]) {
            call throws(CELError) in try slice(call)
        },
        CELFunction(
            "flatten",
            isMember: true,
            [CELSignature([.list(.list(t))], .list(t))]
        ) { call throws(CELError) in try flatten(call, depth: 1) },
        CELFunction("flatten", isMember: true, [CELSignature([.list(.dyn), .int], .list(.dyn))]) {
            call throws(CELError) in
            let depth = try call.int(1)
            guard depth >= 0 else { throw CELError(.invalidArgument, "The depth of flatten() can't be negative.") }
            return try flatten(call, depth: depth)
        },
        CELFunction("lists.range", [CELSignature([.int], .list(.int))]) { call throws(CELError) in
            let count = try call.int(0)
            guard count > 0 else { return .list(CELList()) }
            try call.meter.chargeElements(Int(count))
            return .list(CELList((0..<count).map(CELValue.int)))
        },
        CELFunction("distinct", isMember: true, [CELSignature([.list(t)], .list(t))]) { call throws(CELError) in
            try distinct(call)
        },
        CELFunction("sort", isMember: true, [CELSignature([.list(t)], .list(t))]) { call throws(CELError) in
            let list = try call.list(0)
            let order = try ListOrder.sorted(list.values, call.meter)
            return .list(CELList(order.map { list[$0] }))
        },
        CELFunction("reverse", isMember: true, [CELSignature([.list(t)], .list(t)), CELSignature([.string], .string)]) {
            call throws(CELError) in try reverse(call)
        },
    ]

    private static func slice(_ call: CELCall) throws(CELError) -> CELValue {
        let list = try call.list(0)
        let start = try call.int(1)
        let end = try call.int(2)
        guard start >= 0, start <= end, end <= list.count else {
            throw CELError(.indexOutOfRange, "There is no slice from \(start) to \(end) of a list of \(list.count).")
        }
        try call.meter.chargeElements(Int(end - start))
        return .list(CELList(list[Int(start)..<Int(end)].map { $0 }))
    }

    private static func flatten(_ call: CELCall, depth: Int64) throws(CELError) -> CELValue {
        var values: [CELValue] = []
        try flatten(try call.list(0), depth: depth, into: &values, call.meter)
        return .list(CELList(values))
    }

    private static func flatten(
        _ list: CELList,
        depth: Int64,
        into values: inout [CELValue],
        _ meter: Meter
    ) throws(CELError) {
        try meter.chargeElements(list.count)
        for element in list {
            if depth > 0, case .list(let inner) = element {
                try flatten(inner, depth: depth - 1, into: &values, meter)
            } else {
                values.append(element)
            }
        }
    }

    private static func distinct(_ call: CELCall) throws(CELError) -> CELValue {
        var seen: [Int: [CELValue]] = [:]
        var values: [CELValue] = []
        for element in try call.list(0) {
            try call.meter.chargeElements(1)
            var hasher = Hasher()
            try element.hash(into: &hasher, call.meter)
            let hash = hasher.finalize()
            var isNew = true
            for other in seen[hash] ?? [] where isNew {
                try call.charge(1)
                isNew = try !other.isEqual(to: element, call.meter)
            }
            guard isNew else { continue }
            seen[hash, default: []].append(element)
            values.append(element)
        }
        return .list(CELList(values))
    }

    /// The text with its scalars from the last to the first.
    private static func reversed(_ text: String) -> String {
        let bytes = Array(text.utf8)
        if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes.reversed(), as: UTF8.self) }
        var reversed: [UInt8] = []
        reversed.reserveCapacity(bytes.count)
        var end = bytes.count
        for start in bytes.indices.reversed() where bytes[start].isScalarStart {
            reversed += bytes[start..<end]
            end = start
        }
        return String(decoding: reversed, as: UTF8.self)
    }

    private static func reverse(_ call: CELCall) throws(CELError) -> CELValue {
        switch call[0] {
        case .list(let list):
            try call.meter.chargeElements(list.count)
            return .list(CELList(list.reversed()))
        case .string(let text):
            try call.meter.chargeText(made: text.utf8.count)
            try call.charge(text.utf8.count >> 2)
            return .string(reversed(text))
        default: throw call.noMatchingOverload()
        }
    }
}

/// The order of a list's elements.
enum ListOrder {
    /// The elements' indices in the order of the elements; equal ones keep theirs.
    static func sorted(_ values: [CELValue], _ meter: Meter) throws(CELError) -> [Int] {
        guard let first = values.first else { return [] }
        var bytes = 0
        for value in values {
            guard value.typeName == first.typeName, try value.order(to: first, meter) != nil else {
                throw CELError(
                    .noMatchingOverload,
                    "Only a list of numbers, texts, bytes, booleans, times or durations, all of one type, can be sorted."
                )
            }
            bytes += value.byteCount
        }
        // Paid for beforehand, since sorting can't be left in the middle.
        let rounds = Int.bitWidth - values.count.leadingZeroBitCount
        try meter.charge(rounds * (values.count * 4 + bytes >> 6))
        let unlimited = Meter(.unbounded)
        return values.indices.sorted { left, right in
            let order = try? values[left].order(to: values[right], unlimited)
            return order == .before || (order != .after && left < right)
        }
    }
}

extension CELLimits {
    /// For work that has been paid for.
    static let unbounded: CELLimits = {
        var limits = CELLimits()
        limits.work = .max
        limits.textBytes = .max
        return limits
    }()
}

extension CELValue {
    /// The size of a text or byte string.
    fileprivate var byteCount: Int {
        switch self {
        case .string(let string): string.utf8.count
        case .bytes(let bytes): bytes.count
        default: 0
        }
    }

    /// Equal values have equal hashes.
    func hash(into hasher: inout Hasher, _ meter: Meter) throws(CELError) {
        try meter.charge(1)
        switch self {
        case .null: hasher.combine(0)
        case .bool(let bool): hasher.combine(bool)
        case .int(let int): hasher.combine(Double(int))
        case .uint(let uint): hasher.combine(Double(uint))
        case .double(let double): hasher.combine(double)
        case .string(let string):
            try meter.chargeText(read: string.utf8.count)
            string.hashBytes(into: &hasher)
        case .bytes(let bytes):
            try meter.chargeText(read: bytes.count)
            hasher.combine(bytes)
        case .list(let list):
            hasher.combine(list.count)
            for element in list { try element.hash(into: &hasher, meter) }
        case .map(let map): hasher.combine(try map.hash(meter))
        case .type(let name): hasher.combine(name)
        case .timestamp(let time): hasher.combine(time)
        case .duration(let duration): hasher.combine(duration)
        case .optional(let content): try (content ?? .null).hash(into: &hasher, meter)
        }
    }
}

extension CELMap {
    /// A hash that doesn't depend on the order of the entries.
    fileprivate func hash(_ meter: Meter) throws(CELError) -> Int {
        var sum = 0
        for key in keys {
            var hasher = Hasher()
            try key.hash(into: &hasher, meter)
            try (value(for: key) ?? .null).hash(into: &hasher, meter)
            sum &+= hasher.finalize()
        }
        return sum
    }
}

extension CELValue {
    /// The value as `string(x)` gives it; other than there, every value has a text: lists and maps as they are written.
    func text(_ meter: Meter) throws(CELError) -> String {
        var text = ""
        try write(into: &text, meter)
        return text
    }

    fileprivate func write(into text: inout String, _ meter: Meter) throws(CELError) {
        try meter.charge(1)
        switch self {
        case .list(let list): try list.write(into: &text, meter)
        case .map(let map): try map.write(into: &text, meter)
        case .optional(let content?):
            text += "optional("
            try content.write(into: &text, meter)
            text += ")"
        default:
            let plain = plainText
            if case .double = self { try meter.charge(8) }
            try meter.chargeText(made: plain.utf8.count)
            text += plain
        }
        try meter.checkText(total: text.utf8.count)
    }

    /// The text of a value that holds no others.
    var plainText: String {
        switch self {
        case .null: "null"
        case .bool(let bool): bool ? "true" : "false"
        case .int(let int): String(int)
        case .uint(let uint): String(uint)
        case .double(let double): double.celText
        case .string(let string): string
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        case .type(let name): name
        case .timestamp(let timestamp): timestamp.description
        case .duration(let duration): duration.description
        case .optional: "optional.none()"
        case .list: "list"
        case .map: "map"
        }
    }

    /// A few words for messages: short values as they are written, others by their type.
    var shortDescription: String {
        switch self {
        case .string(let string): string.utf8.count <= 60 ? "\"\(string)\"" : "a long text"
        case .bytes, .list, .map, .optional: typeName
        case .uint(let uint): "\(uint)u"
        default: plainText
        }
    }
}

extension CELList {
    fileprivate func write(into text: inout String, _ meter: Meter) throws(CELError) {
        text += "["
        for index in indices {
            if index > 0 { text += ", " }
            try self[index].write(into: &text, meter)
        }
        text += "]"
    }
}

extension CELMap {
    /// Entries are written in the order of their keys' texts, so that equal maps have one text.
    fileprivate func write(into text: inout String, _ meter: Meter) throws(CELError) {
        var entries: [(name: String, key: CELValue)] = []
        for key in keys { entries.append((try key.text(meter), key)) }
        entries.sort { $0.name.compareBytes(with: $1.name) < 0 }
        text += "{"
        for (index, entry) in entries.enumerated() {
            if index > 0 { text += ", " }
            text += entry.name
            text += ": "
            try (value(for: entry.key) ?? .null).write(into: &text, meter)
        }
        text += "}"
    }
}

extension Double {
    /// The shortest decimal that reads back as this number, with an exponent only far from 1.
    var celText: String {
        guard isFinite else { return isNaN ? "NaN" : self < 0 ? "-Infinity" : "Infinity" }
        let (digits, point) = shortestDigits
        let sign = self.sign == .minus ? "-" : ""
        if point > 21 || point < -5 {
            let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
            return sign + digits.prefix(1) + fraction + (point > 0 ? "e+" : "e-") + String(abs(point - 1))
        }
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        if digits.count <= point { return sign + digits + String(repeating: "0", count: point - digits.count) }
        return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    }

    /// The significant digits, and how many of them stand before the decimal point.
    private var shortestDigits: (String, Int) {
        guard self != 0 else { return ("0", 1) }
        let parts = magnitude.description.split(separator: "e")
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let number = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let all = number[0] + (number.count > 1 ? number[1] : "")
        let leading = all.prefix { $0 == "0" }.count
        var digits = all.dropFirst(leading)
        while digits.count > 1, digits.last == "0" { digits.removeLast() }
        return (String(digits), number[0].count + exponent - leading)
    }
}

extension JSONValue {
    /// How JSON text is laid out.
    ///
    /// Each style gives the same bytes for the same value, on every machine.
    public enum Style: Sendable, Hashable {
        /// Without white space; members in their own order.
        case compact
        /// A line per member and element, indented by two spaces; members in their own order.
        case pretty
        /// Without white space; members ordered by the bytes of their keys. For digests.
        case canonical
    }

    /// The value as JSON text.
    ///
    /// An integer is written without a fraction, a double in the shortest form that reads back as the same double
    /// (`1.0`, `1e+20`), so that types survive. A double that is not finite has no JSON form and is written as `null`.
    public func serialized(_ style: Style = .compact) -> String {
        var bytes: [UInt8] = []
        write(into: &bytes, style: style)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the value as JSON text in UTF-8; see `serialized(_:)`.
    public func write(into bytes: inout [UInt8], style: Style = .compact) {
        var writer = JSONWriter(style: style)
        swap(&writer.bytes, &bytes)
        writer.write(self)
        swap(&writer.bytes, &bytes)
    }

    /// Appends the value as compact JSON text in UTF-8.
    /// - Returns: How many lists and objects lie within each other where they lie deepest.
    package func writeMeasuringDepth(into bytes: inout [UInt8]) -> Int {
        var writer = JSONWriter(style: .compact)
        swap(&writer.bytes, &bytes)
        writer.write(self)
        swap(&writer.bytes, &bytes)
        return writer.deepest
    }
}

extension JSONValue: CustomStringConvertible {
    /// The value as compact JSON text.
    public var description: String { serialized() }
}

/// Writes values as JSON text.
struct JSONWriter {
    let style: JSONValue.Style
    var bytes: [UInt8] = []
    private(set) var deepest = 0
    private var depth = 0

    init(style: JSONValue.Style) {
        self.style = style
    }

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .int(let value): write(value)
        case .double(let value): bytes.append(contentsOf: (value.isFinite ? value.description : "null").utf8)
        case .string(let text): write(text)
        case .array(let elements): write(elements)
        case .object(let members): write(style == .canonical ? members.sortedByKey() : members)
        }
    }

    private mutating func write(_ number: Int) {
        if 0..<10 ~= number {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number))
        } else {
            bytes.append(contentsOf: String(number).utf8)
        }
    }

    private mutating func write(_ elements: [JSONValue]) {
        guard !elements.isEmpty else { return writeEmpty("[]") }
        open(UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            separate(&isFirst)
            write(element)
        }
        close(UInt8(ascii: "]"))
    }

    private mutating func write(_ members: JSONObject) {
        guard !members.isEmpty else { return writeEmpty("{}") }
        open(UInt8(ascii: "{"))
        var isFirst = true
        for (key, value) in members {
            separate(&isFirst)
            write(key)
            bytes.append(UInt8(ascii: ":"))
            if style == .pretty { bytes.append(UInt8(ascii: " ")) }
            write(value)
        }
        close(UInt8(ascii: "}"))
    }

    private mutating func writeEmpty(_ brackets: String) {
        bytes.append(contentsOf: brackets.utf8)
        deepest = max(deepest, depth + 1)
    }

    private mutating func open(_ bracket: UInt8) {
        bytes.append(bracket)
        depth += 1
        deepest = max(deepest, depth)
    }

    private mutating func separate(_ isFirst: inout Bool) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        breakLine()
    }

    private mutating func close(_ bracket: UInt8) {
        depth -= 1
        breakLine()
        bytes.append(bracket)
    }

    private mutating func breakLine() {
        guard style == .pretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
    }
}

extension JSONWriter {
    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        let done: Void? = text.utf8.withContiguousStorageIfAvailable { write($0) }
        if done == nil { Array(text.utf8).withUnsafeBufferPointer { write($0) } }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends runs that need no escape in one go.
    private mutating func write(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for index in text.indices {
            let byte = text[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
            writeEscape(of: byte)
            start = index + 1
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }

    private mutating func writeEscape(of byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        }
    }
}

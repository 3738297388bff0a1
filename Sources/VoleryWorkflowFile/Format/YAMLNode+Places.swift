import VoleryCore
import VoleryYAML

extension YAMLNode {
    /// A place that fits one line: the scalar itself, or what a list or mapping begins with.
    var briefPlace: Place {
        switch content {
        case .scalar: return place
        case .mapping(let entries):
            guard let first = entries.first, !isFlow else { return place }
            return first.key.place
        case .sequence(let elements):
            guard let first = elements.first, !isFlow else { return place }
            return first.briefPlace
        }
    }

    private var isFlow: Bool {
        guard let first = utf8Range.first else { return true }
        return source.bytes[first] == UInt8(ascii: "{") || source.bytes[first] == UInt8(ascii: "[")
    }

    /// The node that a JSON pointer leads to, or the last one on the way.
    func descendant(at pointer: JSONPointer) -> YAMLNode {
        var node = self
        for token in pointer.tokens {
            if let child = node[token] {
                node = child
            } else if let elements = node.elements, let index = Int(token), elements.indices.contains(index) {
                node = elements[index]
            } else {
                break
            }
        }
        return node
    }

    /// The line that holds the node, with the node in quotes; `nil` if it has more lines.
    var lineQuoted: String? {
        let place = place
        guard place.start.line == place.end.line, let line = source.line(place.start.line) else { return nil }
        let text = String(decoding: source.bytes[utf8Range], as: UTF8.self)
        let quote: Character = text.contains("\"") ? "'" : "\""
        guard !text.contains(quote), let range = line.firstRange(of: text) else { return nil }
        return line.replacingCharacters(in: range, with: "\(quote)\(text)\(quote)").trimmed
    }
}

extension Place {
    /// Whether two places have something in common, or begin together.
    func overlaps(_ other: Place) -> Bool {
        guard file == other.file else { return false }
        return start == other.start || start < other.end && other.start < end
    }
}

extension YAMLScalar {
    /// The number, if it is a finite one.
    var number: Double? {
        switch value {
        case .integer(let integer): Double(integer)
        case .float(let double) where double.isFinite: double
        default: nil
        }
    }
}

extension String {
    /// The text without white space around it.
    var trimmed: String {
        let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
        let start = utf8.firstIndex { !isSpace($0) } ?? endIndex
        let end = utf8.lastIndex { !isSpace($0) }.map { utf8.index(after: $0) } ?? start
        return String(self[start..<end])
    }

    /// The text cut for messages.
    var shown: String { TerminalText.escaped(self, columns: 60) }

    fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}

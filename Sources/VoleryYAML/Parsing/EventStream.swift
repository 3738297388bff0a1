import CYAML
import VoleryCore

/// libyaml's event parser over a file's bytes.
struct EventStream: ~Copyable {
    private let source: SourceText
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    /// libyaml reads from the bytes as long as it lives, so they are copied to a place of their own.
    private let input: UnsafeMutableBufferPointer<UInt8>
    /// Whether there was memory for the parser.
    private let isReady: Bool

    init(_ source: SourceText) {
        self.source = source
        parser = .allocate(capacity: 1)
        input = .allocate(capacity: source.bytes.count + 1)
        _ = input.initialize(from: source.bytes)
        // The last line's end is implied, so that a text's last line is the same with and without it.
        input.initializeElement(at: source.bytes.count, to: UInt8(ascii: "\n"))
        isReady = yaml_parser_initialize(parser) == 1
        guard isReady else { return }
        let isLineOpen = source.bytes.last.map { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") } ?? false
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, input.baseAddress, source.bytes.count + (isLineOpen ? 1 : 0))
    }

    deinit {
        if isReady { yaml_parser_delete(parser) }
        parser.deallocate()
        input.deallocate()
    }

    /// The next event; after an error there is none.
    mutating func next() throws(SyntaxFault) -> YAMLEvent {
        guard isReady else { throw .outOfMemory }
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw SyntaxFault(parser.pointee, in: source) }
        defer { yaml_event_delete(&event) }
        let start = source.utf8Offset(ofScalar: event.start_mark.index)
        let end = source.utf8Offset(ofScalar: event.end_mark.index)
        return Self.event(event, range: start..<max(start, end))
    }

    private static func event(_ event: yaml_event_t, range: Range<Int>) -> YAMLEvent {
        let data = event.data
        switch event.type {
        case YAML_STREAM_START_EVENT: return YAMLEvent(kind: .streamStart, range: range)
        case YAML_DOCUMENT_START_EVENT: return YAMLEvent(kind: .documentStart, range: range)
        case YAML_DOCUMENT_END_EVENT: return YAMLEvent(kind: .documentEnd, range: range)
        case YAML_ALIAS_EVENT: return YAMLEvent(kind: .alias(text(data.alias.anchor) ?? ""), range: range)
        case YAML_SCALAR_EVENT: return scalar(data.scalar, range: range)
        case YAML_SEQUENCE_START_EVENT:
            let (tag, anchor) = (text(data.sequence_start.tag), text(data.sequence_start.anchor))
            return YAMLEvent(kind: .sequenceStart, tag: tag, anchor: anchor, range: range)
        case YAML_MAPPING_START_EVENT:
            let (tag, anchor) = (text(data.mapping_start.tag), text(data.mapping_start.anchor))
            return YAMLEvent(kind: .mappingStart, tag: tag, anchor: anchor, range: range)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return YAMLEvent(kind: .collectionEnd, range: range)
        default: return YAMLEvent(kind: .streamEnd, range: range)
        }
    }

    private static func scalar(
        _ scalar: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar,
        range: Range<Int>
    ) -> YAMLEvent {
        let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        let kind = YAMLEvent.Kind.scalar(String(decoding: bytes, as: UTF8.self), style(scalar.style))
        return YAMLEvent(kind: kind, tag: text(scalar.tag), anchor: text(scalar.anchor), range: range)
    }

    private static func style(_ style: yaml_scalar_style_t) -> YAMLScalar.Style {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
    }

    private static func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        bytes.map { String(cString: $0) }
    }
}

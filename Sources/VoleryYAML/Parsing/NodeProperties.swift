import VoleryCore

/// The tag and anchor in front of a node, found in the source.
///
/// libyaml gives one mark for both and the node, and drops the lone tag `!`.
struct NodeProperties {
    /// The tag as it's written.
    private(set) var tag: Range<Int>?
    /// Where the node itself begins.
    private(set) var contentStart: Int

    /// Looks through the range that libyaml gives for a node.
    init(in range: Range<Int>, of source: SourceText) {
        contentStart = range.lowerBound
        let bytes = source.bytes
        while contentStart < range.upperBound {
            switch bytes[contentStart] {
            case UInt8(ascii: "!"):
                let end = Self.endOfWord(from: contentStart, in: bytes[..<range.upperBound])
                if tag == nil { tag = contentStart..<end }
                contentStart = end
            case UInt8(ascii: "&"):
                contentStart = Self.endOfWord(from: contentStart, in: bytes[..<range.upperBound])
            case let byte where Self.isSpace(byte):
                contentStart += 1
            case UInt8(ascii: "#"):
                contentStart = bytes[contentStart..<range.upperBound].firstIndex(where: Self.isBreak) ?? range.upperBound
            default:
                return
            }
        }
    }

    private static func endOfWord(from start: Int, in bytes: ArraySlice<UInt8>) -> Int {
        bytes[start...].firstIndex { isSpace($0) || $0 == UInt8(ascii: ",") } ?? bytes.endIndex
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || isBreak(byte)
    }

    private static func isBreak(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }
}

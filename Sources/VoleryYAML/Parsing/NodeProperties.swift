import VoleryCore

/// The tag and anchor in front of a node, found in the source.
///
/// libyaml gives one mark for both and the node.
struct NodeProperties {
    /// The tag as it's written.
    private(set) var tag: Range<Int>?
    /// The anchor as it's written, up to the next space.
    private(set) var anchor: Range<Int>?
    /// Where the anchor's name ends for libyaml.
    private(set) var endOfAnchorName: Int?
    /// Where the node itself begins.
    private(set) var contentStart: Int

    /// Looks through the range that libyaml gives for a node.
    init(in range: Range<Int>, of source: SourceText) {
        contentStart = range.lowerBound
        let bytes = source.bytes[..<range.upperBound]
        while contentStart < range.upperBound {
            switch bytes[contentStart] {
            case UInt8(ascii: "!"):
                let end = Self.endOfWord(from: contentStart, in: bytes)
                if tag == nil { tag = contentStart..<end }
                contentStart = end
            case UInt8(ascii: "&"):
                let end = Self.endOfWord(from: contentStart, in: bytes)
                if anchor == nil {
                    anchor = contentStart..<end
                    endOfAnchorName = bytes[(contentStart + 1)..<end].firstIndex { !Self.isNameByte($0) } ?? end
                }
                contentStart = end
            case let byte where Self.isSpace(byte):
                contentStart += 1
            case UInt8(ascii: "#"):
                contentStart = bytes[contentStart...].firstIndex(where: Self.isBreak) ?? range.upperBound
            default:
                return
            }
        }
    }

    private static func endOfWord(from start: Int, in bytes: ArraySlice<UInt8>) -> Int {
        bytes[start...].firstIndex { isSpace($0) || $0 == UInt8(ascii: ",") } ?? bytes.endIndex
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || isBreak(byte)
    }

    private static func isBreak(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }
}

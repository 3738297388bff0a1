/// How a character of UTF-8 counts in a page's text.
enum CharacterClass {
    /// It is shown.
    case visible
    /// It is a kind of space.
    case space
    /// It is removed: readers don't see it, so it can only mislead, as tag characters do that spell hidden words.
    case invisible

    /// The class of the character that begins at an offset, and how many bytes it has.
    static func at(_ index: Int, in bytes: [UInt8], limit: Int) -> (CharacterClass, length: Int) {
        let length = min(bytes[index].sequenceLength, limit - index)
        var scalar = UInt32(bytes[index] & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07))
        for byte in bytes[index + 1..<index + length] { scalar = scalar << 6 | UInt32(byte & 0x3F) }
        return (of(scalar), length)
    }

    private static func of(_ scalar: UInt32) -> CharacterClass {
        switch scalar {
        case 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: .space
        case 0x80...0x9F, 0xAD: .invisible  // C1 controls, the soft hyphen
        case 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x3164, 0xFFA0: .invisible  // fillers
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF: .invisible  // of no width, directions
        case 0xFFF9...0xFFFB, 0x1D173...0x1D17A: .invisible  // marks for programs
        case 0xE0000...0xE0FFF: .invisible  // tags and supplementary variation selectors
        default: .visible
        }
    }
}

extension UInt8 {
    /// How many bytes a character has that begins with this one.
    var sequenceLength: Int {
        switch self {
        case 0xF0...: 4
        case 0xE0...: 3
        case 0xC0...: 2
        default: 1
        }
    }
}

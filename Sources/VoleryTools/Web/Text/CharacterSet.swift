/// A character set that pages are written in, by the names that the Encoding Standard knows
/// (https://encoding.spec.whatwg.org/#names-and-labels).
///
/// Only these are ever given to the C library's converter: a server chooses the name, and among the rarer ones there
/// have been converters that write where they must not.
enum CharacterSet: String {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case windows1250 = "CP1250"
    case windows1251 = "CP1251"
    case windows1252 = "CP1252"
    case windows1253 = "CP1253"
    case windows1254 = "CP1254"
    case windows1255 = "CP1255"
    case windows1256 = "CP1256"
    case windows1257 = "CP1257"
    case windows1258 = "CP1258"
    case thai = "CP874"
    case latin2 = "ISO-8859-2"
    case latin3 = "ISO-8859-3"
    case latin4 = "ISO-8859-4"
    case latinCyrillic = "ISO-8859-5"
    case latinArabic = "ISO-8859-6"
    case latinGreek = "ISO-8859-7"
    case latinHebrew = "ISO-8859-8"
    case latin6 = "ISO-8859-10"
    case latin7 = "ISO-8859-13"
    case latin8 = "ISO-8859-14"
    case latin9 = "ISO-8859-15"
    case latin10 = "ISO-8859-16"
    case russian = "KOI8-R"
    case ukrainian = "KOI8-U"
    case macintosh = "MACINTOSH"
    case chinese = "GB18030"
    case traditionalChinese = "BIG5-HKSCS"
    case japaneseShift = "CP932"
    case japaneseUnix = "EUC-JP"
    case korean = "CP949"

    /// The set of a name as servers and pages write it; `nil` for one that is not known.
    static func named(_ name: String) -> CharacterSet? {
        let name = name.lowercased()
        if let set = labels[name] { return set }
        if name.hasPrefix("windows-") { return CharacterSet(rawValue: "CP" + name.dropFirst(8)) }
        if name.hasPrefix("cp") { return CharacterSet(rawValue: name.uppercased()) }
        return CharacterSet(rawValue: name.uppercased())
    }

    /// Names that are not the converter's own; the standard reads Latin-1, Latin-5 and ASCII as the sets of Windows.
    private static let labels: [String: CharacterSet] = [
        "utf8": .utf8, "unicode-1-1-utf-8": .utf8, "utf-16": .utf16LittleEndian, "unicode": .utf16LittleEndian,
        "ascii": .windows1252, "us-ascii": .windows1252, "latin1": .windows1252, "l1": .windows1252,
        "iso-8859-1": .windows1252, "iso8859-1": .windows1252, "iso_8859-1": .windows1252, "iso88591": .windows1252,
        "iso-8859-9": .windows1254, "iso8859-9": .windows1254, "latin5": .windows1254, "latin2": .latin2,
        "iso8859-2": .latin2, "iso-8859-11": .thai, "tis-620": .thai, "windows-874": .thai,
        "iso-8859-8-i": .latinHebrew,
        "iso8859-15": .latin9, "latin9": .latin9, "koi8": .russian, "koi": .russian, "mac": .macintosh,
        "x-mac-roman": .macintosh, "gb2312": .chinese, "gbk": .chinese, "x-gbk": .chinese, "gb_2312-80": .chinese,
        "chinese": .chinese, "big5": .traditionalChinese, "big5-hkscs": .traditionalChinese,
        "shift_jis": .japaneseShift,
        "shift-jis": .japaneseShift, "sjis": .japaneseShift, "x-sjis": .japaneseShift, "windows-31j": .japaneseShift,
        "ms_kanji": .japaneseShift, "x-euc-jp": .japaneseUnix, "euc-kr": .korean, "ks_c_5601-1987": .korean,
        "windows-949": .korean, "korean": .korean,
    ]
}

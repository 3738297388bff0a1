/// The codes of what can be wrong with a YAML file, V0001 to V0049.
package enum YAMLCode: String, CaseIterable, Sendable {
    /// The text breaks YAML's grammar.
    case syntax = "V0001"
    /// The file is larger than 256 KiB.
    case fileTooLarge = "V0002"
    /// The file's bytes are no UTF-8.
    case notUTF8 = "V0003"
    /// A character that YAML doesn't allow, or that some readers take for a line's end and others don't.
    case forbiddenCharacter = "V0004"
    /// The file holds no value: it is empty or has only comments.
    case empty = "V0005"
    /// The file holds more than one document.
    case severalDocuments = "V0006"
    /// Mappings and lists are nested more than 64 deep, aliases expanded.
    case tooDeep = "V0007"
    /// The document has more than 100,000 values, aliases expanded.
    case tooManyNodes = "V0008"
    /// An alias names an anchor that doesn't stand before it.
    case unknownAnchor = "V0009"
    /// An alias stands inside of what it stands for.
    case recursiveAlias = "V0010"
    /// A mapping has a key twice.
    case duplicateKey = "V0011"
    /// A merge key (`<<`), which is no part of YAML 1.2.
    case mergeKey = "V0012"
    /// A tag that isn't one of the core schema.
    case unknownTag = "V0013"
    /// A value that isn't what its tag says, such as `!!int abc`.
    case tagMismatch = "V0014"
    /// A key that is a mapping, a list or null.
    case keyNotScalar = "V0015"
    /// More than 64 lines that begin with `%TAG`.
    case tooManyDirectives = "V0016"
    /// A number that JSON values can't hold: an infinity, not-a-number, or too large.
    case numberOutOfRange = "V0017"
    /// Two keys that differ in YAML (`true` and `"true"`) but are the same text.
    case keysOfSameText = "V0018"
    /// The file's value is no mapping.
    case notAMapping = "V0019"
}

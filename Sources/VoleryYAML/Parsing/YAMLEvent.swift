/// A step of libyaml's way through a file.
struct YAMLEvent {
    enum Kind {
        case streamStart
        case streamEnd
        case documentStart
        case documentEnd
        case alias(String)
        case scalar(String, YAMLScalar.Style)
        case sequenceStart
        case mappingStart
        case collectionEnd
    }

    /// What comes.
    var kind: Kind
    /// The full name of the node's tag.
    var tag: String?
    /// The node's anchor.
    var anchor: String?
    /// Where it stands, as bytes of the source; tag and anchor belong to it.
    var range: Range<Int>
}

/// What a value in a file of the language may be.
///
/// A format is data: files are checked against it, and whatever else has to know how files are written follows from it.
indirect enum ValueFormat: Sendable {
    /// Text; a number or boolean counts as the text that was written.
    case text(String)
    /// Text that may hold `${{ }}`.
    case template
    /// A bare expression, as one scalar.
    case expression
    /// Any value, with templates in its texts.
    case templateValue
    /// An amount with a unit.
    case quantity(Quantity)
    /// A whole number within bounds.
    case integer(ClosedRange<Int>)
    /// A number within bounds.
    case number(ClosedRange<Double>)
    /// One of some words.
    case choice([String])
    /// A list with some number of elements; the name says what of.
    case list(of: ValueFormat, named: String, count: ClosedRange<Int>)
    /// A mapping whose keys are the author's names.
    case map(MapFormat)
    /// A mapping with known keys.
    case mapping(MappingFormat)
    /// A mapping that has one of several kinds.
    case variant(VariantFormat)
    /// A step, which may hold steps in turn.
    case step
    /// A JSON Schema.
    case schema
    /// Any value, as it is.
    case anything
    /// One of several formats that differ by being a scalar, a list or a mapping.
    case either([ValueFormat])

    /// A list of any length.
    static func list(of element: ValueFormat, named name: String) -> ValueFormat {
        .list(of: element, named: name, count: 0...Int.max)
    }

    /// What is expected, in words for messages.
    var words: String {
        switch self {
        case .text(let what): what
        case .template: "text"
        case .expression: "an expression"
        case .templateValue, .anything: "a value"
        case .quantity(let quantity): quantity.words
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range): "a number from \(Self.text(range.lowerBound)) to \(Self.text(range.upperBound))"
        case .choice(let words): (words.count > 2 ? "one of " : "") + Self.alternatives(words)
        case .list(_, let name, let count) where count.lowerBound == count.upperBound:
            "a list of \(count.lowerBound) \(name)"
        case .list(_, let name, _): "a list of \(name)"
        case .map(let map): "a mapping of \(map.names) to \(map.values)"
        case .mapping(let mapping): Self.mapping(mapping.keys)
        case .variant(let variant): Self.mapping(variant.kinds.map(\.key))
        case .step: ValueFormat.variant(StepFormat.step).words
        case .schema: "a JSON Schema as a mapping"
        case .either(let formats): formats.map(\.words).joined(separator: ", or ")
        }
    }

    private static func alternatives(_ words: [String]) -> String {
        words.map { "`\($0)`" }.joined(separator: words.count > 2 ? ", " : " or ")
    }

    private static func mapping(_ keys: [KeyFormat]) -> String {
        let names = keys.filter { !$0.isLater }.map { "`\($0.name)`" }
        return "a mapping with keys such as \(names.prefix(3).joined(separator: ", "))"
    }

    private static func text(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String(number)
    }
}

/// A mapping with known keys.
struct MappingFormat: Sendable {
    /// What it describes: "an agent".
    let what: String
    /// Its keys, in the order in which people are told of them.
    let keys: [KeyFormat]

    subscript(name: String) -> KeyFormat? { keys.first { $0.name == name } }
}

/// One key of a mapping.
struct KeyFormat: Sendable {
    /// The key.
    let name: String
    /// What its value may be.
    let value: ValueFormat
    /// Whether it has to be there.
    var isRequired = false
    /// What the same thing is called elsewhere.
    var alsoCalled: [String] = []
    /// Whether it is a part of the language that this version can't run.
    var isLater = false

    init(
        _ name: String,
        _ value: ValueFormat,
        isRequired: Bool = false,
        alsoCalled: [String] = []
    ) {
        self.name = name
        self.value = value
        self.isRequired = isRequired
        self.alsoCalled = alsoCalled
    }

    /// A key of the language that this version can't run.
    static func later(_ name: String) -> KeyFormat {
        var key = KeyFormat(name, .anything)
        key.isLater = true
        return key
    }
}

/// A mapping whose keys are names that the author gives.
struct MapFormat: Sendable {
    /// What the keys are: "step ids".
    let names: String
    /// What the values are, for messages: "steps".
    let values: String
    /// What each value may be.
    let value: ValueFormat
    /// Which keys are allowed.
    var rule = Rule.name
    /// Whether it may be without any.
    var mayBeEmpty = true

    /// Which keys a map allows.
    enum Rule: Sendable {
        /// Names as `Name.rule` has them.
        case name
        /// Names of models and servers: letters, digits, `.`, `_`, `-`.
        case modelName
        /// Any text but the empty one.
        case text
    }
}

/// A mapping that says by one key of several what kind it is, and has further keys by that.
struct VariantFormat: Sendable {
    /// What it describes: "a step".
    let what: String
    /// The kinds.
    let kinds: [Kind]
    /// Keys that go with every kind.
    let modifiers: [KeyFormat]

    /// One kind.
    struct Kind: Sendable {
        /// The key that says so.
        let key: KeyFormat
        /// Keys that go with this kind.
        var keys: [KeyFormat] = []
    }
}

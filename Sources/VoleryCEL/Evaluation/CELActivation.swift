/// Where an expression's free names get their values.
public protocol CELActivation {
    /// The value of a name, or nil if the name has none.
    func value(of name: String) throws(CELError) -> CELValue?
}

/// Values of names, given as a dictionary.
public struct CELBindings: CELActivation, Sendable, ExpressibleByDictionaryLiteral {
    private var values: [String: CELValue]

    /// Names and their values.
    public init(_ values: [String: CELValue] = [:]) {
        self.values = values
    }

    /// Names and their values; of two that are the same the later one counts.
    public init(dictionaryLiteral elements: (String, CELValue)...) {
        values = Dictionary(elements) { _, last in last }
    }

    /// The value of a name.
    public func value(of name: String) throws(CELError) -> CELValue? {
        values[name]
    }
}

public import VoleryCore

/// A named value that a workflow or an agent is given.
public struct Input: Sendable {
    /// The name by which expressions know it.
    public var name: String
    /// What fits.
    public var schema: JSONSchema
    /// What it is when nothing is given; without one it must be given.
    ///
    /// `null` is a value like any other.
    public var defaultValue: JSONValue?

    /// An input.
    public init(name: String, schema: JSONSchema, defaultValue: JSONValue? = nil) {
        self.name = name
        self.schema = schema
        self.defaultValue = defaultValue
    }
}

extension [Input] {
    /// Completes given values by defaults and checks them.
    ///
    /// - Parameter given: The values that are given, by name.
    /// - Returns: A value for every input, in the inputs' order.
    /// - Throws: `InputsError` with everything that is wrong.
    public func complete(_ given: JSONObject) throws(InputsError) -> JSONObject {
        var faults: [String] = []
        for key in given.keys where !contains(where: { $0.name == key }) {
            let near = NearestName.of(key, among: map(\.name)).map { "; did you mean `\($0)`?" } ?? ""
            faults.append("there is no input `\(key)`\(near)")
        }
        var values = JSONObject()
        for input in self {
            guard let value = given[input.name] ?? input.defaultValue else {
                faults.append("the input `\(input.name)` is missing")
                continue
            }
            if given[input.name] != nil {
                faults += input.schema.validate(value).map { "the input `\(input.name)` does not fit: \($0)" }
            }
            values[input.name] = value
        }
        guard faults.isEmpty else { throw InputsError(faults: faults) }
        return values
    }
}

/// Values that don't fit the inputs that they are given for.
public struct InputsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, a sentence each.
    public var faults: [String]

    /// All that is wrong.
    public var description: String { faults.joined(separator: "\n") }
}

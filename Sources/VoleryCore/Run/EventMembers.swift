/// The members of an object of the events' JSON form, read with their types.
struct EventMembers {
    private let members: JSONObject

    init(_ json: JSONValue) throws(RunEventError) {
        guard case .object(let members) = json else {
            throw RunEventError("an event is an object, not \(json.shortDescription)")
        }
        self.members = members
    }

    func value(_ name: String) throws(RunEventError) -> JSONValue {
        guard let value = members[name] else { throw RunEventError("`\(name)` is missing") }
        return value
    }

    func valueIfAny(_ name: String) -> JSONValue? { members[name] }

    func text(_ name: String) throws(RunEventError) -> String {
        try fit(name, "text", value(name).stringValue)
    }

    func textIfAny(_ name: String) throws(RunEventError) -> String? {
        members[name] == nil ? nil : try text(name)
    }

    func integer(_ name: String) throws(RunEventError) -> Int {
        try fit(name, "an integer", value(name).intValue)
    }

    func integerIfAny(_ name: String) throws(RunEventError) -> Int? {
        members[name] == nil ? nil : try integer(name)
    }

    func number(_ name: String) throws(RunEventError) -> Double {
        try fit(name, "a number", value(name).doubleValue)
    }

    func boolean(_ name: String) throws(RunEventError) -> Bool {
        try fit(name, "true or false", value(name).boolValue)
    }

    func address(_ name: String = "at") throws(RunEventError) -> Address {
        Address(try text(name))
    }

    /// An enumeration's value by its name in snake case.
    func word<Word: RawRepresentable<String>>(_ name: String) throws(RunEventError) -> Word {
        let text = try text(name)
        guard let word = Word(rawValue: CaseStyle.camel(text)) else {
            throw RunEventError("`\(name)` is `\(text)`, which this version does not know")
        }
        return word
    }

    /// A member that is an object, read by its own reader.
    func object<Value>(
        _ name: String,
        _ read: (EventMembers) throws(RunEventError) -> Value
    ) throws(RunEventError) -> Value {
        try inside(name, value(name), read)
    }

    func objectIfAny<Value>(
        _ name: String,
        _ read: (EventMembers) throws(RunEventError) -> Value
    ) throws(RunEventError) -> Value? {
        guard let value = members[name] else { return nil }
        return try inside(name, value, read)
    }

    /// A member that is a list of objects.
    func list<Value>(
        _ name: String,
        _ read: (EventMembers) throws(RunEventError) -> Value
    ) throws(RunEventError) -> [Value] {
        var values: [Value] = []
        for (index, element) in try fit(name, "a list", value(name).arrayValue).enumerated() {
            values.append(try inside("\(name)[\(index)]", element, read))
        }
        return values
    }

    /// A member that is a list of objects, or left out where that is empty.
    func listIfAny<Value>(
        _ name: String,
        _ read: (EventMembers) throws(RunEventError) -> Value
    ) throws(RunEventError) -> [Value] {
        members[name] == nil ? [] : try list(name, read)
    }

    private func inside<Value>(
        _ name: String,
        _ value: JSONValue,
        _ read: (EventMembers) throws(RunEventError) -> Value
    ) throws(RunEventError) -> Value {
        do throws(RunEventError) {
            return try read(EventMembers(value))
        } catch {
            throw RunEventError("in `\(name)`: \(error.description)")
        }
    }

    private func fit<Value>(_ name: String, _ wanted: String, _ value: Value?) throws(RunEventError) -> Value {
        guard let value else {
            throw RunEventError("`\(name)` is not \(wanted) but \(members[name]?.shortDescription ?? "nothing")")
        }
        return value
    }
}

/// The names of enumeration values, in Swift (`toolCalls`) and in JSON (`tool_calls`).
enum CaseStyle {
    static func snake(_ name: String) -> String {
        var result = ""
        for scalar in name.unicodeScalars {
            if scalar.properties.isUppercase { result += "_" }
            result += scalar.properties.lowercaseMapping
        }
        return result
    }

    static func camel(_ name: String) -> String {
        var result = ""
        var isFirstOfWord = false
        for scalar in name.unicodeScalars {
            if scalar == "_" {
                isFirstOfWord = true
            } else {
                result += isFirstOfWord ? scalar.properties.uppercaseMapping : String(scalar)
                isFirstOfWord = false
            }
        }
        return result
    }
}

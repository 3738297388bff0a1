internal import VoleryCore
internal import VoleryWorkflow

/// The inputs of a run from the command line: `--input NAME=VALUE`, over those of a file, over those of a rehearsal.
struct InputArguments {
    /// What was given as `--input`, each `NAME=VALUE`.
    var arguments: [String]
    /// The text of the file given as `--inputs`, and its name.
    var file: (name: String, text: String)?
    /// What a rehearsal says where nothing is given.
    var rehearsed = JSONObject()

    /// The inputs, complete and checked.
    ///
    /// - Parameter inputs: What the workflow asks for.
    /// - Returns: The values that are given, without defaults.
    /// - Throws: `UsageError` that says everything that is wrong, with what to write.
    func values(for inputs: [Input]) throws(UsageError) -> JSONObject {
        var values = rehearsed
        for (name, value) in try fileValues() { values[name] = value }
        for (name, value) in try argumentValues(inputs) { values[name] = value }
        do throws(InputsError) {
            _ = try inputs.complete(values)
        } catch {
            throw UsageError(([error.description] + hints(inputs, given: values)).joined(separator: "\n"))
        }
        return values
    }

    private func fileValues() throws(UsageError) -> JSONObject {
        guard let file else { return JSONObject() }
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONValue(parsing: file.text)
        } catch {
            throw UsageError("\(file.name): this is no JSON: \(error)")
        }
        guard case .object(let members) = value else {
            throw UsageError("\(file.name): inputs are a JSON object, not \(value.shortDescription)")
        }
        return members
    }

    private func argumentValues(_ inputs: [Input]) throws(UsageError) -> JSONObject {
        var values = JSONObject()
        for argument in arguments {
            guard let equals = argument.utf8.firstIndex(of: UInt8(ascii: "=")), equals != argument.startIndex else {
                throw UsageError("--input `\(argument)`: write it as NAME=VALUE")
            }
            let name = String(argument[..<equals])
            guard values[name] == nil else { throw UsageError("--input `\(name)` is given twice") }
            let text = String(argument[argument.utf8.index(after: equals)...])
            values[name] = try value(text, of: name, inputs.first { $0.name == name })
        }
        return values
    }

    /// Text stays text where the schema allows text; anything else is JSON.
    private func value(_ text: String, of name: String, _ input: Input?) throws(UsageError) -> JSONValue {
        guard let input else { return .string(text) }
        let types = InputTypes(input.schema.value)
        if types.allowText { return .string(text) }
        do throws(JSONParseError) {
            return try JSONValue(parsing: text)
        } catch {
            let wanted =
                types.names.isEmpty ? "JSON; write text as '\(name)=\"…\"'" : types.names.joined(separator: " or ")
            throw UsageError("--input `\(name)` is to be \(wanted), and `\(text)` is no JSON: \(error)")
        }
    }

    private func hints(_ inputs: [Input], given: JSONObject) -> [String] {
        inputs.filter { $0.defaultValue == nil && given[$0.name] == nil }.map { input in
            let description = input.schema.value["description"]?.stringValue.map { "  \($0)" } ?? ""
            return "give it as --input '\(input.name)=…'\(description)"
        }
    }
}

/// What a schema says of types, as far as the command line has to know.
private struct InputTypes {
    let names: [String]
    let allowText: Bool

    init(_ schema: JSONValue) {
        let listed = schema["type"]?.arrayValue?.compactMap(\.stringValue)
        names = listed ?? schema["type"]?.stringValue.map { [$0] } ?? []
        let constants = schema["enum"]?.arrayValue ?? schema["const"].map { [$0] } ?? []
        let areTexts = !constants.isEmpty && constants.allSatisfy { $0.stringValue != nil }
        allowText = names.contains("string") || names.isEmpty && areTexts
    }
}

import VoleryCEL
import VoleryCore

/// A case of google/cel-spec's tests, as `cel.json` holds it.
struct ConformanceCase {
    let name: String
    private let json: JSONValue

    init(_ json: JSONValue) {
        self.json = json
        name = ["file", "section", "name"].map { json[$0]?.stringValue ?? "" }.joined(separator: "/")
    }

    /// What is wrong with the outcome, or nil if all is as expected.
    func failure() throws -> String? {
        var environment = CELEnvironment()
        environment.container = json["container"]?.stringValue ?? ""
        var bindings: [String: CELValue] = [:]
        for (name, value) in json["bindings"]?.objectValue ?? [:] {
            environment.variables[name] = .dyn
            bindings[name] = try Self.value(value)
        }
        try declare(in: &environment)
        do {
            let expression = try CELExpression(
                parsing: json["expr"]?.stringValue ?? "",
                expandingMacros: json["disableMacros"]?.boolValue != true
            )
            if json["disableCheck"]?.boolValue != true {
                let check = environment.check(expression)
                if let problem = check.problems.first { throw problem }
                if let expected = try json["deducedType"].map(Self.type), check.type != expected {
                    return "has the type \(check.type), not \(expected)"
                }
            }
            if json["checkOnly"]?.boolValue == true { return nil }
            let value = try environment.compile(expression).evaluate(CELBindings(bindings))
            return try compare(value)
        } catch let error as CELError {
            return json["evalError"] == nil ? "raises \(error.kind): \(error.message)" : nil
        } catch let problem as CELProblem {
            return json["evalError"] == nil ? "is refused: \(problem.message)" : nil
        }
    }

    private func declare(in environment: inout CELEnvironment) throws {
        for declaration in json["typeEnv"]?.arrayValue ?? [] {
            let name = declaration["name"]?.stringValue ?? ""
            if let type = declaration["type"] {
                environment.variables[name] = try Self.type(type)
            }
            for overload in declaration["overloads"]?.arrayValue ?? [] {
                let parameters = try (overload["params"]?.arrayValue ?? []).map(Self.type)
                let result = try Self.type(overload["result"] ?? "dyn")
                let isMember = overload["instance"]?.boolValue ?? false
                environment.add(
                    CELFunction(name, isMember: isMember, [CELSignature(parameters, result)]) { call throws(CELError) in
                        throw call.noMatchingOverload()
                    }
                )
            }
        }
    }

    private func compare(_ value: CELValue) throws -> String? {
        guard let expected = json["value"] else { return "gives \(value) instead of an error" }
        let wanted = try Self.value(expected)
        // Other than `==`, a case distinguishes 1, 1u and 1.0, and 0.0 and -0.0; and NaN is itself.
        return "\(value)" == "\(wanted)" || (value == wanted && value.typeName == "map")
            ? nil : "gives \(value), not \(wanted)"
    }
}

// MARK: - Reading values and types

extension ConformanceCase {
    private struct Malformed: Error {
        var value: JSONValue
    }

    private static func value(_ json: JSONValue) throws -> CELValue {
        let text = json["value"]?.stringValue
        switch json["type"]?.stringValue {
        case "null_type": return .null
        case "bool": return .bool(json["value"]?.boolValue ?? false)
        case "int": return try .int(unwrap(text.flatMap { Int64($0) }, json))
        case "uint": return try .uint(unwrap(text.flatMap { UInt64($0) }, json))
        case "double": return try .double(unwrap(text.flatMap(Double.init), json))
        case "string": return try .string(unwrap(text, json))
        case "type": return try .type(unwrap(text, json))
        case "bytes": return try environmentBytes(unwrap(json["base64"]?.stringValue, json))
        case "list": return try .list(CELList(unwrap(json["value"]?.arrayValue, json).map(value)))
        case "map":
            let entries = try unwrap(json["value"]?.arrayValue, json).map { pair in
                (key: try value(unwrap(pair[0], json)), value: try value(unwrap(pair[1], json)))
            }
            return .map(try CELMap(entries: entries))
        default: throw Malformed(value: json)
        }
    }

    /// Base64 is read by an expression, too.
    private static func environmentBytes(_ base64: String) throws -> CELValue {
        try CELEnvironment().compile("base64.decode(text)").evaluate(CELBindings(["text": .string(base64)]))
    }

    private static func unwrap<Value>(_ value: Value?, _ json: JSONValue) throws -> Value {
        guard let value else { throw Malformed(value: json) }
        return value
    }

    static func type(_ json: JSONValue) throws -> CELType {
        if let name = json.stringValue { return try unwrap(simpleTypes[name], json) }
        if let element = json["list"] { return .list(try type(element)) }
        if let content = json["optional"] { return .optional(try type(content)) }
        if let content = json["wrapper"] { return .nullable(try type(content)) }
        if let type = json["type"] { return .type(try Self.type(type)) }
        if let pair = json["map"]?.arrayValue, pair.count == 2 { return .map(try type(pair[0]), try type(pair[1])) }
        throw Malformed(value: json)
    }

    private static let simpleTypes: [String: CELType] = [
        "dyn": .dyn, "null": .null, "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string,
        "bytes": .bytes, "null_type": .null, "timestamp": .timestamp, "duration": .duration,
        "google.protobuf.Timestamp": .timestamp, "google.protobuf.Duration": .duration,
    ]
}

public import VoleryCore

extension YAMLNode {
    /// The value as JSON: keys by their text, scalars by the core schema.
    ///
    /// - Throws: Every number that JSON can't hold (`.inf`, `.nan`, beyond 64 bits) and keys of the same text.
    public func json() throws(DiagnosticsError) -> JSONValue {
        var faults: [Diagnostic] = []
        let value = json(&faults)
        guard faults.isEmpty else { throw DiagnosticsError(faults) }
        return value
    }

    /// The value as JSON, with null for what JSON can't hold and a diagnostic for each of these.
    public func json(_ faults: inout [Diagnostic]) -> JSONValue {
        switch content {
        case .scalar(let scalar): json(scalar, &faults)
        case .sequence(let elements): .array(elements.map { $0.json(&faults) })
        case .mapping(let entries): .object(object(entries, &faults))
        }
    }

    private func object(_ entries: [YAMLEntry], _ faults: inout [Diagnostic]) -> JSONObject {
        var seen: Set<ByteString> = []
        var object = JSONObject()
        for entry in entries {
            let value = entry.value.json(&faults)
            if seen.insert(ByteString(entry.name)).inserted {
                object[entry.name] = value
            } else {
                let name = TerminalText.escaped(entry.name, columns: 60)
                let message = "another key has the same text `\(name)`"
                report(.keysOfSameText, message, at: entry.key.place, &faults)
            }
        }
        return object
    }

    private func json(_ scalar: YAMLScalar, _ faults: inout [Diagnostic]) -> JSONValue {
        switch scalar.value {
        case .null: return .null
        case .bool(let bool): return .bool(bool)
        case .integer(let integer): return .int(integer)
        case .float(let double) where double.isFinite: return .double(double)
        case .text(let text): return .string(text)
        case .float, .hugeInteger:
            let text = TerminalText.escaped(scalar.text, columns: 40)
            let notes = ["a number is finite, and an integer has up to 64 bits; quote it if it is text"]
            report(.numberOutOfRange, "the number `\(text)` is out of range", at: place, notes: notes, &faults)
            return .null
        }
    }

    private func report(
        _ code: YAMLCode,
        _ message: String,
        at place: Place,
        notes: [String] = [],
        _ faults: inout [Diagnostic]
    ) {
        guard faults.count < YAMLLimits.faults else { return }
        faults.append(Diagnostic(code: code.rawValue, message, at: place, notes: notes))
    }
}

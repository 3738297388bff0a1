extension Diagnostic {
    /// The diagnostic for programs such as editors; keys and their order never change, later versions only add some.
    ///
    ///     {"severity": "error", "code": "V0102", "message": "…",
    ///      "place": {"file": "…", "start": {"line": 7, "column": 5}, "end": {"line": 7, "column": 16}},
    ///      "notes": [], "suggestion": "instructions"}
    ///
    /// `place` and `suggestion` are null where there is none; lines and columns count from 1, columns in Unicode
    /// scalars, and `end` is just behind the last one.
    public var json: JSONValue {
        [
            "severity": .string(severity.rawValue),
            "code": .string(code),
            "message": .string(message),
            "place": place?.json ?? .null,
            "notes": .array(notes.map(JSONValue.string)),
            "suggestion": suggestion.map(JSONValue.string) ?? .null,
        ]
    }
}

extension Place {
    /// The place as an object of `file`, `start` and `end`.
    fileprivate var json: JSONValue {
        ["file": .string(file), "start": start.json, "end": end.json]
    }
}

extension Place.Position {
    /// The position as an object of `line` and `column`.
    fileprivate var json: JSONValue {
        ["line": .int(line), "column": .int(column)]
    }
}

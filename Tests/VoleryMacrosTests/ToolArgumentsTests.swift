import Testing
import VoleryCore
import VoleryMacros

enum Unit: String, CaseIterable, ToolArgumentValue {
    case metric, imperial
}

enum Level: Int, CaseIterable, ToolArgumentValue {
    case low = 1
    case high = 3
}

/// A place on a map.
@ToolArguments
public struct Place: Hashable, Sendable {
    /// Degrees, north is positive.
    public var latitude: Double
    /// Degrees, east is positive.
    public var longitude = 0.0
}

@ToolArguments
private struct Everything {
    /// The customer's number,
    /// as printed on invoices.
    ///
    /// Never the name.
    var customer: String
    /** At most this many. */
    var limit: Int = 10
    var note: String?
    var `default`: Bool = false
    var units: [Unit] = [.metric]
    var level: Level
    var places: [String: Place]
    var extra: JSONValue?
    var nothing: Int? = nil
    var counted: Int { limit * 2 }
    var watched = 1.5 { didSet {} }
    static let shared = 7

    // Not a doc comment.
    var first, second: Int
}

@ToolArguments struct Nothing {}

@Suite("@ToolArguments")
struct ToolArgumentsTests {
    @Test("the schema follows from types, defaults, optionals and doc comments")
    func schema() throws {
        let place: JSONValue = [
            "type": "object", "description": "A place on a map.",
            "properties": [
                "latitude": ["type": "number", "description": "Degrees, north is positive."],
                "longitude": ["type": "number", "default": 0.0, "description": "Degrees, east is positive."],
            ],
            "required": ["latitude"], "additionalProperties": false,
        ]
        #expect(
            try Everything.schema.value == [
                "type": "object",
                "properties": [
                    "customer": [
                        "type": "string",
                        "description": "The customer's number, as printed on invoices.\nNever the name.",
                    ],
                    "limit": ["type": "integer", "default": 10, "description": "At most this many."],
                    "note": ["type": "string"],
                    "default": ["type": "boolean", "default": false],
                    "units": [
                        "type": "array", "items": ["type": "string", "enum": ["metric", "imperial"]],
                        "default": ["metric"],
                    ],
                    "level": ["type": "integer", "enum": [1, 3]],
                    "places": ["type": "object", "additionalProperties": place],
                    "extra": [:],
                    "nothing": ["type": "integer"],
                    "watched": ["type": "number", "default": 1.5],
                    "first": ["type": "integer"],
                    "second": ["type": "integer"],
                ],
                "required": ["customer", "level", "places", "first", "second"],
                "additionalProperties": false,
            ]
        )
        #expect(try Nothing.schema.isValid([:]))
    }

    @Test("values are read by their types, and what is left out has its default")
    func decoding() throws {
        let read = try Everything(arguments: [
            "customer": "4711", "level": 3, "places": ["home": ["latitude": 60]], "first": 1, "second": 2.0,
            "units": ["imperial", "metric"], "extra": ["a": 1], "note": nil,
        ])
        #expect((read.customer, read.limit, read.note, read.default) == ("4711", 10, nil, false))
        #expect(read.units == [.imperial, .metric])
        #expect(read.level == .high)
        #expect(read.places == ["home": Place(latitude: 60)])
        #expect((read.first, read.second, read.counted) == (1, 2, 20))
        #expect(read.extra == ["a": 1])
        #expect(try Everything(arguments: read.argumentValue.withoutNulls).argumentValue == read.argumentValue)
    }

    @Test(
        "what does not fit is told by the property's name",
        arguments: [
            (["customer": 1], "`customer`: expected text, found 1"),
            (["customer": "x"], "`level` is missing"),
            (["customer": "x", "level": 2], "`level`: expected one of 1, 3, found 2"),
            (
                ["customer": "x", "level": 1, "places": ["a": ["latitude": "n"]]],
                "`places`: `latitude`: expected a number"
            ),
            ([1], "expected an object, found"),
        ] as [(JSONValue, String)]
    )
    func faults(_ value: JSONValue, _ message: String) {
        let failure = #expect(throws: ToolFailure.self) { try Everything(arguments: value) }
        #expect(failure?.message.hasPrefix(message) == true, "\(failure?.message ?? "")")
    }
}

extension JSONValue {
    fileprivate var withoutNulls: JSONValue {
        guard case .object(let members) = self else { return self }
        var kept = JSONObject()
        for (name, value) in members where !value.isNull { kept[name] = value }
        return .object(kept)
    }
}

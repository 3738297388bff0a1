import FoundationEssentials
import Testing
import VoleryCore

@Suite("JSON coding")
struct JSONCodingTests {
    private struct Order: Codable, Equatable {
        enum State: String, Codable { case open, closed }
        enum Kind: Codable, Equatable {
            case sale
            case refund(reason: String, amount: Int)
        }

        var number: Int
        var price: Double
        var state: State
        var kind: Kind
        var tags: [String]
        var extra: JSONValue
        var note: String?
        var counts: [String: Int]
        var small: UInt8
        var ratio: Float
    }

    private struct Orders: Decodable {
        struct Item: Decodable { var count: UInt8 }
        var orders: [Item]
    }

    private let order = Order(
        number: 7,
        price: 2,
        state: .open,
        kind: .refund(reason: "late", amount: 3),
        tags: ["a", "b"],
        extra: ["z": [1, 1.0, nil], "a": true],
        note: nil,
        counts: ["y": 1, "x": 2, "k": 3, "b": 4],
        small: 255,
        ratio: 0.1
    )

    @Test("a type becomes JSON in the order of its members, a dictionary ordered by key")
    func encoding() throws {
        let expected =
            #"{"number":7,"price":2.0,"state":"open","kind":{"refund":{"reason":"late","amount":3}},"#
            + #""tags":["a","b"],"extra":{"z":[1,1.0,null],"a":true},"counts":{"b":4,"k":3,"x":2,"y":1},"#
            + #""small":255,"ratio":0.1}"#
        #expect(try JSONValue(encoding: order).serialized() == expected)
    }

    @Test("what was encoded decodes to the same")
    func roundTrip() throws {
        #expect(try JSONValue(encoding: order).decode(as: Order.self) == order)
        #expect(try JSONValue(encoding: [order, order]).decode(as: [Order].self) == [order, order])
        #expect(try JSONValue(encoding: 5) == 5)
        #expect(try JSONValue(encoding: Int?.none) == nil)
        #expect(try JSONValue(encoding: Set(["b", "a"])) == ["a", "b"])
        #expect(try JSONValue(encoding: JSONPointer(tokens: ["a"])) == "/a")
    }

    @Test("values go through other coders unchanged, but for the order and 1.0")
    func otherCoders() throws {
        let value: JSONValue = ["a": [1, 2.5, nil, true, "x", [:], []]]
        let data = try JSONEncoder().encode(value)
        #expect(try JSONDecoder().decode(JSONValue.self, from: data) == value)
        #expect(try JSONDecoder().decode(JSONObject.self, from: data) == value.objectValue)
    }

    @Test("a whole number decodes as an integer however it's written")
    func wholeNumbers() throws {
        #expect(try JSONValue.double(3).decode(as: Int.self) == 3)
        #expect(try JSONValue.int(3).decode(as: Double.self) == 3)
        #expect(throws: JSONCodingError.self) { try JSONValue.double(3.5).decode(as: Int.self) }
        #expect(throws: JSONCodingError.self) { try JSONValue.int(256).decode(as: UInt8.self) }
        #expect(throws: JSONCodingError.self) { try JSONValue.double(1e300).decode(as: Float.self) }
    }

    @Test("errors name the place and what is there")
    func errors() throws {
        func message(_ value: JSONValue) throws -> String {
            let error = try #require(throws: JSONCodingError.self) { try value.decode(as: Orders.self) }
            return "\(error)"
        }
        #expect(
            try message(["orders": [["count": 1], ["count": "x"]]])
                == #"/orders/1/count: expected an integer from 0 to 255, found "x""#
        )
        #expect(try message(["orders": [[:]]]) == "/orders/0: `count` is missing")
        #expect(try message([]) == "expected an object, found an empty list")
    }

    @Test("numbers without a JSON form are refused by place")
    func refused() throws {
        let error = try #require(throws: JSONCodingError.self) { try JSONValue(encoding: ["a": [Double.nan]]) }
        #expect(error.pointer.description == "/a/0")
        #expect(throws: JSONCodingError.self) { try JSONValue(encoding: UInt64.max) }
    }

    @Test("nested containers, classes and super encoders end in their places")
    func nested() throws {
        let value = try JSONValue(encoding: Nested())
        #expect(value == ["a": ["x": 1, "y": [2, nil, ["z": 3]]], "b": 4, "super": ["c": 5]])
        _ = try value.decode(as: Nested.self)
    }

    private struct Nested: Codable {
        enum Key: String, CodingKey { case a, b, c, x, y, z }

        init() {}

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            let inner = try container.nestedContainer(keyedBy: Key.self, forKey: .a)
            #expect(try inner.decode(Int.self, forKey: .x) == 1)
            var list = try inner.nestedUnkeyedContainer(forKey: .y)
            #expect(try list.decode(Int.self) == 2)
            #expect(try list.decodeNil())
            #expect(try list.nestedContainer(keyedBy: Key.self).decode(Int.self, forKey: .z) == 3)
            #expect(list.isAtEnd)
            #expect(try container.superDecoder().container(keyedBy: Key.self).decode(Int.self, forKey: .c) == 5)
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            var inner = container.nestedContainer(keyedBy: Key.self, forKey: .a)
            try inner.encode(1, forKey: .x)
            var list = inner.nestedUnkeyedContainer(forKey: .y)
            try list.encode(2)
            try list.encodeNil()
            var last = list.nestedContainer(keyedBy: Key.self)
            try last.encode(3, forKey: .z)
            var again = encoder.container(keyedBy: Key.self)
            try again.encode(4, forKey: .b)
            var above = container.superEncoder().container(keyedBy: Key.self)
            try above.encode(5, forKey: .c)
        }
    }
}

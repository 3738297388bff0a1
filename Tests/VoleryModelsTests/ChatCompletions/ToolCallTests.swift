import Testing
import VoleryCore

@testable import VoleryModels

@Suite("Tool calls put together from their pieces")
struct ToolCallTests {
    @Test("are told apart by index, however their pieces are mixed")
    func byIndex() throws {
        let calls = try assemble(
            [piece(0, id: "a", name: "f", "{\"x\"")],
            [piece(1, id: "b", name: "g", "{"), piece(0, ":1}")],
            [piece(1, "}")]
        )
        #expect(calls == [call("a", "f", "{\"x\":1}"), call("b", "g", "{}")])
    }

    @Test("are told apart by id where there is no index, and by position where there is neither")
    func withoutIndex() throws {
        let byID = try assemble(
            [piece(nil, id: "a", name: "f", "{")],
            [piece(nil, id: "b", name: "g", "{}")],
            [piece(nil, id: "a", "}")]
        )
        #expect(byID == [call("a", "f", "{}"), call("b", "g", "{}")])
        let byPosition = try assemble(
            [piece(nil, name: "f", "{"), piece(nil, name: "g", "{")],
            [piece(nil, "}"), piece(nil, "}")]
        )
        #expect(byPosition == [call("", "f", "{}"), call("", "g", "{}")])
    }

    @Test("are told apart where a server gives every call the index 0")
    func allZero() throws {
        let calls = try assemble(
            [piece(0, id: "a", name: "f", "{}")],
            [piece(0, id: "b", name: "f", "{")],
            [piece(0, "}")]
        )
        #expect(calls == [call("a", "f", "{}"), call("b", "f", "{}")])
    }

    @Test("come whole from xAI, and with repeated names from others")
    func whole() throws {
        let calls = try assemble([piece(0, id: "a", name: "f", "{")], [piece(0, id: "a", name: "f", "}")])
        #expect(calls == [call("a", "f", "{}")])
    }

    @Test("keep apart ids that the server used twice, and leave those empty that it left out")
    func ids() throws {
        let calls = try assemble(
            [
                piece(0, id: "a", name: "f", "{}"), piece(1, id: "a", name: "g", "{}"),
                piece(2, id: "a_2", name: "h", "{}"),
            ],
            [piece(3, name: "i", "{}"), piece(4, name: "j", "{}")]
        )
        #expect(calls.map(\.id) == ["a", "a_2", "a_2_2", "", ""])
    }

    @Test("take arguments that the server has read already, and no index too far")
    func oddities() throws {
        let object: JSONValue = ["id": "a", "index": 4_294_967_295, "function": ["name": "f", "arguments": ["x": 1]]]
        #expect(try assemble([object]) == [call("a", "f", "{\"x\":1}")])
        #expect(
            try assemble([["id": "a", "index": -1, "function": ["name": "f", "arguments": nil]]]) == [
                call("a", "f", "")
            ]
        )
        #expect(try assemble([nil, 7, "text", ["function": 3]]).allSatisfy { $0.name.isEmpty })
    }

    @Test("are 128 at most")
    func most() throws {
        let pieces = (0..<129).map { piece($0, id: String($0), name: "f", "{}") }
        #expect(try assemble(Array(pieces.dropLast())).count == 128)
        let error = #expect(throws: ModelError.self) { try assemble(pieces) }
        #expect(error?.isRetryable == false)
    }

    private func piece(_ index: Int?, id: String? = nil, name: String? = nil, _ arguments: String) -> JSONValue {
        var function: JSONObject = ["arguments": .string(arguments)]
        function["name"] = name.map(JSONValue.string)
        var piece: JSONObject = ["function": .object(function)]
        piece["index"] = index.map(JSONValue.int)
        piece["id"] = id.map(JSONValue.string)
        return .object(piece)
    }

    private func call(_ id: String, _ name: String, _ arguments: String) -> ToolCall {
        ToolCall(id: id, name: name, arguments: arguments)
    }

    private func assemble(_ deltas: [JSONValue]...) throws -> [ToolCall] {
        var calls = ChatToolCalls()
        for delta in deltas { _ = try calls.add(delta) }
        return calls.finished()
    }
}

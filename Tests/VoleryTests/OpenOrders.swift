import Volery

struct OpenOrders: Tool {
    struct Arguments: ToolArguments, Decodable {
        var customer: String

        static var schema: JSONSchema {
            get throws {
                try JSONSchema([
                    "type": "object", "required": ["customer"],
                    "properties": ["customer": ["type": "string", "description": "The customer's number."]],
                ])
            }
        }
    }

    let name = "open_orders"
    let description = "Lists a customer's open orders. Use it before promising a delivery date."
    let repeats = ToolRepeats.reads

    func call(arguments: Arguments, context: ToolContext) async throws -> ToolOutput {
        .json(["orders": []])
    }
}

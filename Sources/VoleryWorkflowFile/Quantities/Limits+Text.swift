public import VoleryWorkflow

extension Limits {
    /// Sets a limit from its text, as files write it.
    ///
    /// - Parameters:
    ///   - name: Which: `cost`, `tokens`, `time`, `turns`, `tool_calls` or `parallel`.
    ///   - text: Its value: `$2`, `400k`, `5m`, `12`.
    /// - Throws: `LimitTextError` that says what is wrong.
    public mutating func set(_ name: String, to text: String) throws(LimitTextError) {
        do throws(QuantityFault) {
            switch name {
            case "cost": cost = try MoneyText.money(text)
            case "tokens": tokens = try TokensText.tokens(text)
            case "time": time = try DurationText.duration(text)
            case "turns": turns = try Self.number(text)
            case "tool_calls": toolCalls = try Self.number(text)
            case "parallel": parallel = try Self.number(text)
            default: throw QuantityFault("there is no limit `\(name)`: cost, tokens, time, turns, tool_calls, parallel")
            }
        } catch {
            throw LimitTextError(description: error.message)
        }
    }

    private static func number(_ text: String) throws(QuantityFault) -> Int {
        guard let number = Int(text), number > 0 else {
            throw QuantityFault("expected a whole number above zero, found `\(text)`")
        }
        return number
    }
}

/// A limit's text that can't be read.
public struct LimitTextError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public let description: String
}

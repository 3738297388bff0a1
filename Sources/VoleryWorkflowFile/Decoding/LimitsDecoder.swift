import VoleryCore
import VoleryWorkflow
import VoleryYAML

extension YAMLNode {
    /// The limits that a mapping holds.
    func limits(path: String) -> Limits {
        Limits(
            cost: self["cost"]?.money,
            tokens: self["tokens"]?.tokens,
            time: self["time"]?.duration,
            turns: self["turns"]?.integer,
            toolCalls: self["tool_calls"]?.integer,
            parallel: self["parallel"]?.integer,
            path: path
        )
    }

    /// The text of a scalar that isn't null.
    var text: String? { scalar.flatMap { $0.value == .null ? nil : $0.text } }

    /// The whole number, if it is one.
    var integer: Int? {
        guard case .integer(let integer) = scalar?.value else { return nil }
        return integer
    }

    /// The duration, if it is one; zero where zero is allowed.
    var duration: Duration? {
        text.flatMap { text in
            do throws(QuantityFault) { return try DurationText.duration(text, mayBeZero: true) } catch { return nil }
        }
    }

    /// The amount of money, if it is one.
    var money: Money? {
        text.flatMap { text in
            do throws(QuantityFault) { return try MoneyText.money(text) } catch { return nil }
        }
    }

    /// The number of tokens, if it is one.
    var tokens: Int? {
        text.flatMap { text in
            do throws(QuantityFault) { return try TokensText.tokens(text) } catch { return nil }
        }
    }

    /// The texts of a list.
    var texts: [String] { (elements ?? []).compactMap(\.text) }
}

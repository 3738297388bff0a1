import VoleryWorkflow

/// A kind of amount that is written as a number with a unit.
enum Quantity: Sendable {
    /// A length of time above zero: `30s`.
    case duration
    /// A length of time that may be zero: `0s`.
    case wait
    /// US dollars: `$0.50`.
    case money
    /// Tokens: `400k`.
    case tokens

    /// What is expected, in words for messages.
    var words: String {
        switch self {
        case .duration, .wait: "a duration such as `30s`"
        case .money: "an amount of money such as `$0.50`"
        case .tokens: "a number of tokens such as `400k`"
        }
    }

    /// The code of a fault in it.
    var code: FileCode {
        switch self {
        case .duration, .wait: .duration
        case .money: .money
        case .tokens: .tokens
        }
    }

    /// What is wrong with a text as an amount of this kind; `nil` if nothing is.
    func fault(in text: String) -> QuantityFault? {
        do throws(QuantityFault) {
            switch self {
            case .duration: _ = try DurationText.duration(text)
            case .wait: _ = try DurationText.duration(text, mayBeZero: true)
            case .money: _ = try MoneyText.money(text)
            case .tokens: _ = try TokensText.tokens(text)
            }
            return nil
        } catch {
            return error
        }
    }
}

import Testing
import VoleryCore

@Suite("Money is exact")
struct MoneyTests {
    @Test(
        "it is shown in dollars, below a cent with the first two digits that count",
        arguments: [
            (0.0, "$0.00"), (0.5, "$0.50"), (12, "$12.00"), (1.005, "$1.01"), (0.0012, "$0.0012"),
            (0.00001234, "$0.000012"), (0.01, "$0.01"),
        ]
    )
    func shown(dollars: Double, text: String) {
        #expect(Money(dollars: dollars).description == text)
    }

    @Test("what does not fit counts as the largest amount, and sums do not overflow")
    func bounds() {
        #expect(Money(dollars: .infinity) == Money(ticks: .max))
        #expect(Money(ticks: .max) + Money(ticks: 1) == Money(ticks: .max))
    }

    @Test("a price turns tokens into money, cached ones at their own price")
    func prices() {
        let price = ModelPrice(input: 1.25, cachedInput: 0.2, output: 2.5)
        let usage = Usage(inputTokens: 1_000, cachedTokens: 400, outputTokens: 100)
        #expect(price.cost(of: usage) == Money(dollars: 0.00108))
    }
}

import Testing
import VoleryCore
import VoleryWorkflow

@testable import VoleryRuntime

@Suite("The ledger reserves before and settles after")
struct LedgerTests {
    private let call = Demand(fixed: Spending(tokens: 10, turns: 1, parallel: 1), wantedOutput: 50, leastOutput: 20)

    @Test("what is left bounds the output that a call may have")
    func outputIsBounded() {
        var ledger = Ledger(run: Limits(tokens: 45))
        #expect(ledger.reserve(call, from: Ledger.run, at: .run, ticket: 1) == .granted(output: 35))
    }

    @Test("a call waits while others hold what it needs, and goes on when they give it back")
    func waits() {
        var ledger = Ledger(run: Limits(tokens: 100))
        #expect(ledger.reserve(call, from: Ledger.run, at: Address("a"), ticket: 1) == .granted(output: 50))
        #expect(ledger.reserve(call, from: Ledger.run, at: Address("b"), ticket: 2) == .granted(output: 30))
        #expect(ledger.reserve(call, from: Ledger.run, at: Address("c"), ticket: 3) == .waits)
        let decided = ledger.settle(
            Ledger.run,
            reserved: call.spending(output: 50),
            spent: Spending(tokens: 20, turns: 1)
        )
        #expect(decided.map(\.ticket) == [3])
        #expect(decided.map(\.decision) == [.granted(output: 30)])
    }

    @Test("a call that would not fit with all returned is refused, and the refusal names the limit")
    func refuses() {
        var ledger = Ledger(run: Limits(tokens: 100, path: "limits"))
        let account = ledger.open(within: Ledger.run, limits: Limits(tokens: 25, path: "steps.a.limits"))
        guard case .refused(let excess) = ledger.reserve(call, from: account, at: .run, ticket: 1) else {
            Issue.record("it was not refused")
            return
        }
        #expect(excess.path == "steps.a.limits.tokens")
        #expect(excess.account == account)
    }

    @Test("those who wait go on in the order of their addresses, and nobody passes another")
    func order() {
        var ledger = Ledger(run: Limits(parallel: 1))
        let hold = Demand.toolCall
        #expect(ledger.reserve(hold, from: Ledger.run, at: Address("x"), ticket: 0) == .granted(output: 0))
        for (ticket, name) in [(1, "a[10]"), (2, "a[2]"), (3, "a[1]")] {
            #expect(ledger.reserve(hold, from: Ledger.run, at: Address(name), ticket: ticket) == .waits)
        }
        var order: [Int] = []
        for _ in 1...3 {
            order += ledger.settle(Ledger.run, reserved: hold.fixed, spent: Spending()).map(\.ticket)
        }
        #expect(order == [3, 2, 1])
    }

    @Test("what one account waits for does not hold up another that does not need it")
    func independent() {
        var ledger = Ledger(run: Limits())
        let first = ledger.open(within: Ledger.run, limits: Limits(parallel: 1))
        let second = ledger.open(within: Ledger.run, limits: Limits(parallel: 1))
        #expect(ledger.reserve(.toolCall, from: first, at: Address("a"), ticket: 1) == .granted(output: 0))
        #expect(ledger.reserve(.toolCall, from: first, at: Address("b"), ticket: 2) == .waits)
        #expect(ledger.reserve(.toolCall, from: second, at: Address("c"), ticket: 3) == .granted(output: 0))
    }

    @Test("under a limit of money, a model without a known price is refused")
    func unknownPrice() {
        var ledger = Ledger(run: Limits(cost: Money(dollars: 1)))
        var demand = call
        demand.hasUnknownPrice = true
        guard case .refused(let excess) = ledger.reserve(demand, from: Ledger.run, at: .run, ticket: 1) else {
            Issue.record("it was not refused")
            return
        }
        #expect(excess.message.contains("price"))
    }

    @Test("what a server spends more than it was allowed counts, and nothing further starts")
    func excessCounts() {
        var ledger = Ledger(run: Limits(tokens: 100))
        _ = ledger.reserve(call, from: Ledger.run, at: .run, ticket: 1)
        _ = ledger.settle(Ledger.run, reserved: call.spending(output: 50), spent: Spending(tokens: 500))
        guard case .refused = ledger.reserve(call, from: Ledger.run, at: .run, ticket: 2) else {
            Issue.record("it was not refused")
            return
        }
    }
}

public import VoleryCore

extension WorstCase {
    /// The most that something spends.
    public struct Spending: Sendable {
        /// Requests to models.
        public var calls: Most<Int>
        /// Calls of tools, delegates among them.
        public var toolCalls: Most<Int>
        /// Tokens, read and written.
        public var tokens: Most<Int>
        /// Money.
        public var cost: Most<Money>
        /// The most tokens and money of one request.
        var call: (tokens: Most<Int>, cost: Most<Money>)
        /// The most that one token costs, in dollars; `nil` if that is not known.
        var perToken: Double?

        /// Nothing is spent.
        static let none = Spending(
            calls: .amount(0),
            toolCalls: .amount(0),
            tokens: .amount(0),
            cost: .amount(.zero),
            call: (.amount(0), .amount(.zero)),
            perToken: 0
        )

        /// Calls of tools, and nothing else.
        init(toolCalls: Most<Int>) {
            self = .none
            self.toolCalls = toolCalls
        }

        /// A number of requests to a model of which so much is known.
        init(calls: Int, tokensEach: Most<Int>, costEach: Most<Money>, perToken: Double?) {
            self.init(
                calls: .amount(calls),
                toolCalls: .amount(0),
                tokens: tokensEach.times(calls),
                cost: costEach.times(calls),
                call: (tokensEach, costEach),
                perToken: perToken
            )
        }

        private init(
            calls: Most<Int>,
            toolCalls: Most<Int>,
            tokens: Most<Int>,
            cost: Most<Money>,
            call: (tokens: Most<Int>, cost: Most<Money>),
            perToken: Double?
        ) {
            self.calls = calls
            self.toolCalls = toolCalls
            self.tokens = tokens
            self.cost = cost
            self.call = call
            self.perToken = perToken
        }

        /// What both spend.
        func adding(_ other: Spending) -> Spending {
            Spending(
                calls: calls.combined(other.calls) { $0.addingAtMost($1) },
                toolCalls: toolCalls.combined(other.toolCalls) { $0.addingAtMost($1) },
                tokens: tokens.combined(other.tokens) { $0.addingAtMost($1) },
                cost: cost.combined(other.cost, +),
                call: dearest(other),
                perToken: dearestToken(other)
            )
        }

        /// What the dearer one spends.
        func covering(_ other: Spending) -> Spending {
            Spending(
                calls: calls.combined(other.calls, max),
                toolCalls: toolCalls.combined(other.toolCalls, max),
                tokens: tokens.combined(other.tokens, max),
                cost: cost.combined(other.cost, max),
                call: dearest(other),
                perToken: dearestToken(other)
            )
        }

        /// What is spent when it is done so many times.
        func times(_ number: Most<Int>) -> Spending {
            var spending = self
            if toolCalls.amount != 0 { spending.toolCalls = toolCalls.times(number) }
            guard calls.amount != 0 else { return spending }
            switch number {
            case .amount(let number):
                spending.calls = calls.times(number)
                spending.tokens = tokens.times(number)
                spending.cost = cost.times(number)
            case .unbounded(let gaps):
                spending.calls = calls.combined(.unbounded(gaps), max)
                spending.tokens = tokens.combined(.unbounded(gaps), max)
                spending.cost = cost.combined(.unbounded(gaps), max)
            }
            return spending
        }

        /// What is spent within limits: fewer requests spend fewer tokens, and fewer tokens less money.
        func limited(by limits: Limits) -> Spending {
            var spending = self
            spending.toolCalls = toolCalls.limited(to: limits.toolCalls)
            guard calls.amount != 0 else { return spending }
            spending.calls = calls.limited(to: limits.turns)
            let byCalls = spending.calls.amount.flatMap { number in
                call.tokens.amount.map { $0.timesAtMost(number) }
            }
            spending.tokens = tokens.limited(to: byCalls).limited(to: limits.tokens)
            let costByCalls = spending.calls.amount.flatMap { call.cost.times($0).amount }
            let costByTokens = spending.tokens.amount.flatMap { number in
                perToken.map { Money(dollars: $0 * Double(number)) }
            }
            spending.cost = cost.limited(to: costByCalls).limited(to: costByTokens).limited(to: limits.cost)
            return spending
        }

        private func dearest(_ other: Spending) -> (tokens: Most<Int>, cost: Most<Money>) {
            (call.tokens.combined(other.call.tokens, max), call.cost.combined(other.call.cost, max))
        }

        private func dearestToken(_ other: Spending) -> Double? {
            guard let perToken, let others = other.perToken else { return nil }
            return max(perToken, others)
        }
    }
}

extension Most<Int> {
    fileprivate func times(_ number: Int) -> Most {
        if case .amount(let amount) = self { .amount(amount.timesAtMost(number)) } else { self }
    }

    fileprivate func times(_ number: Most<Int>) -> Most {
        switch number {
        case .amount(let number): times(number)
        case .unbounded: combined(number, max)
        }
    }
}

extension Most<Money> {
    fileprivate func times(_ number: Int) -> Most {
        if case .amount(let amount) = self { .amount(Money(ticks: amount.ticks.timesAtMost(number))) } else { self }
    }
}

extension Int {
    /// The sum; the largest number where that is too large.
    func addingAtMost(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    /// The product; the largest number where that is too large.
    func timesAtMost(_ other: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }
}

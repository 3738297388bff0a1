internal import VoleryCore
internal import VoleryWorkflow

/// The accounts of a run, as a tree: the run, its steps, their conversations, the sub-agents' conversations.
///
/// An effect reserves the most that it can spend from its account and all accounts around it at once, and settles what
/// it really spent afterwards; so branches that run in parallel cannot overspend together. A value without `await`:
/// `Budget` performs what it decides.
struct Ledger {
    typealias AccountID = Int

    /// What becomes of a wish to spend.
    enum Decision: Equatable {
        /// It may be made, with this many output tokens.
        case granted(output: Int)
        /// It would fit if what is reserved now came back: it waits for that.
        case waits
        /// It does not fit, whatever comes back.
        case refused(Excess)
    }

    /// A limit that leaves no room.
    struct Excess: Equatable, Sendable {
        /// The account whose limit it is.
        var account: AccountID
        /// The limit's key in the file: `limits.tokens`.
        var path: String
        /// The limit's name and value, and what was spent of it, in words.
        var message: String
    }

    fileprivate struct Account {
        var parent: AccountID?
        var limits: Limits
        var spent = Spending()
        var reserved = Spending()
        var usage = Usage()
    }

    private struct Waiting {
        var ticket: Int
        var account: AccountID
        var address: Address
        var demand: Demand
    }

    private var accounts: [Account]
    private var free: [AccountID] = []
    private var queue: [Waiting] = []

    /// The run's own account.
    static let run: AccountID = 0

    init(run limits: Limits) {
        accounts = [Account(parent: nil, limits: limits)]
    }

    /// Opens an account within another.
    mutating func open(within parent: AccountID, limits: Limits) -> AccountID {
        let account = Account(parent: parent, limits: limits)
        if let id = free.popLast() {
            accounts[id] = account
            return id
        }
        accounts.append(account)
        return accounts.count - 1
    }

    /// Closes an account that nothing is reserved from any more.
    ///
    /// What it spent stays with those around it.
    mutating func close(_ id: AccountID) {
        free.append(id)
    }

    func usage(of id: AccountID) -> Usage { accounts[id].usage }

    /// Decides whether an effect may be made now; one that has to wait is kept under its ticket, in address order.
    mutating func reserve(_ demand: Demand, from account: AccountID, at address: Address, ticket: Int) -> Decision {
        let decision = decide(demand, from: account)
        switch decision {
        case .refused: return decision
        case .granted(let output):
            let isBehindOthers = queue.contains { $0.address < address && shareBound($0.account, account) }
            if !isBehindOthers {
                book(demand.spending(output: output), on: account)
                return decision
            }
        case .waits: break
        }
        let index = queue.firstIndex { address < $0.address } ?? queue.count
        queue.insert(Waiting(ticket: ticket, account: account, address: address, demand: demand), at: index)
        return .waits
    }

    /// Returns what was reserved and books what was spent, then decides again on those who wait.
    mutating func settle(
        _ account: AccountID,
        reserved: Spending,
        spent: Spending,
        usage: Usage = Usage()
    ) -> [(ticket: Int, decision: Decision)] {
        var current: AccountID? = account
        while let id = current {
            accounts[id].reserved -= reserved
            accounts[id].spent += spent
            accounts[id].usage += usage
            current = accounts[id].parent
        }
        return decideOnWaiting()
    }

    /// Forgets one who waits; others may be able to go on.
    mutating func forget(ticket: Int) -> [(ticket: Int, decision: Decision)] {
        guard let index = queue.firstIndex(where: { $0.ticket == ticket }) else { return [] }
        queue.remove(at: index)
        return decideOnWaiting()
    }

    /// In address order; nobody passes another who waits for an account that both need.
    private mutating func decideOnWaiting() -> [(ticket: Int, decision: Decision)] {
        var decided: [(ticket: Int, decision: Decision)] = []
        var blocked: Set<AccountID> = []
        var rest: [Waiting] = []
        for (index, waiting) in queue.enumerated() {
            if blocked.contains(Self.run) {
                rest.append(contentsOf: queue[index...])
                break
            }
            let decision =
                chain(of: waiting.account).contains(where: blocked.contains)
                ? .waits : decide(waiting.demand, from: waiting.account)
            switch decision {
            case .granted(let output): book(waiting.demand.spending(output: output), on: waiting.account)
            case .refused: break
            case .waits:
                blocked.formUnion(bound(waiting.account))
                rest.append(waiting)
                continue
            }
            decided.append((waiting.ticket, decision))
        }
        queue = rest
        return decided
    }

    private mutating func book(_ spending: Spending, on account: AccountID) {
        var current: AccountID? = account
        while let id = current {
            accounts[id].reserved += spending
            current = accounts[id].parent
        }
    }

    private func chain(of account: AccountID) -> [AccountID] {
        var chain = [account]
        while let parent = accounts[chain[chain.count - 1]].parent { chain.append(parent) }
        return chain
    }

    /// The accounts of a chain that bound anything.
    private func bound(_ account: AccountID) -> [AccountID] {
        chain(of: account).filter { !accounts[$0].limits.isEmpty }
    }

    private func shareBound(_ first: AccountID, _ second: AccountID) -> Bool {
        let others = bound(second)
        return bound(first).contains(where: others.contains)
    }

    private func decide(_ demand: Demand, from account: AccountID) -> Decision {
        var output = demand.wantedOutput
        var waits = false
        for id in chain(of: account) {
            let account = accounts[id]
            if let excess = account.excess(of: demand, whenReserved: Spending()) {
                return .refused(Excess(account: id, path: excess.path, message: excess.message))
            }
            if account.excess(of: demand, whenReserved: account.reserved) != nil { waits = true }
            output = min(output, account.outputLeft(for: demand))
        }
        return waits ? .waits : .granted(output: output)
    }
}

extension Ledger.Account {
    /// The output tokens that a demand may have here beside what is reserved now.
    fileprivate func outputLeft(for demand: Demand) -> Int {
        var left = Int.max
        if let tokens = limits.tokens { left = tokens - spent.tokens - reserved.tokens - demand.fixed.tokens }
        if let cost = limits.cost, demand.outputPrice > .zero {
            let money = cost - spent.cost - reserved.cost - demand.fixed.cost
            left = min(left, money.ticks / demand.outputPrice.ticks)
        }
        return max(0, left)
    }

    /// The limit that has no room for a demand beside what was spent and is reserved.
    fileprivate func excess(of demand: Demand, whenReserved reserved: Spending) -> (path: String, message: String)? {
        let least = demand.spending(output: demand.leastOutput)
        if let most = limits.turns, spent.turns + reserved.turns + least.turns > most {
            return excess("turns", "\(most) turns", "\(spent.turns) were made")
        }
        if let most = limits.toolCalls, spent.toolCalls + reserved.toolCalls + least.toolCalls > most {
            return excess("tool_calls", "\(most) tool calls", "\(spent.toolCalls) were made")
        }
        if let most = limits.tokens, spent.tokens + reserved.tokens + least.tokens > most {
            return excess(
                "tokens",
                "\(most) tokens",
                "\(spent.tokens) were spent, and the next call may need \(least.tokens)"
            )
        }
        if let most = limits.cost {
            if demand.hasUnknownPrice {
                return excess("cost", "\(most)", "the price of the model is not known; give it under `models`")
            }
            if most < spent.cost + reserved.cost + least.cost {
                return excess("cost", "\(most)", "\(spent.cost) was spent, and the next call may cost \(least.cost)")
            }
        }
        if let most = limits.parallel, spent.parallel + reserved.parallel + least.parallel > most {
            return excess("parallel", "\(most) calls at once", "")
        }
        return nil
    }

    private func excess(_ name: String, _ value: String, _ spent: String) -> (path: String, message: String) {
        ("\(limits.path).\(name)", "the limit of \(value) is reached: \(spent)")
    }
}

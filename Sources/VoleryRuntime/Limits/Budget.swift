internal import Synchronization
internal import VoleryCore
internal import VoleryWorkflow

/// The run's ledger, shared: who has to wait for others' reservations waits here.
final class Budget: Sendable {
    private struct State {
        var ledger: Ledger
        var nextTicket = 0
        var waiting: [Int: (waiter: Waiter<Ledger.Decision>, account: Ledger.AccountID, demand: Demand)] = [:]
    }

    private let state: Mutex<State>

    init(run limits: Limits) {
        state = Mutex(State(ledger: Ledger(run: limits)))
    }

    func open(within parent: Ledger.AccountID, limits: Limits) -> Ledger.AccountID {
        state.withLock { $0.ledger.open(within: parent, limits: limits) }
    }

    func close(_ account: Ledger.AccountID) {
        state.withLock { $0.ledger.close(account) }
    }

    /// What all model calls that count against an account have used.
    func usage(of account: Ledger.AccountID) -> Usage {
        state.withLock { $0.ledger.usage(of: account) }
    }

    /// Reserves the most that an effect can spend, waiting for others to settle where that helps.
    ///
    /// - Throws: `LimitHit` where it can't fit; `CancellationError`.
    func reserve(
        _ demand: Demand,
        from account: Ledger.AccountID,
        at address: Address
    ) async throws -> Reservation {
        let waiter = Waiter<Ledger.Decision>()
        let (decision, ticket) = state.withLock { state in
            state.nextTicket += 1
            let ticket = state.nextTicket
            let decision = state.ledger.reserve(demand, from: account, at: address, ticket: ticket)
            if decision == .waits { state.waiting[ticket] = (waiter, account, demand) }
            return (decision, ticket)
        }
        switch decision == .waits ? try await wait(waiter, ticket) : decision {
        case .granted(let output):
            return Reservation(account: account, amount: demand.spending(output: output), output: output)
        case .refused(let excess):
            throw LimitHit(
                account: excess.account,
                error: RunError(.limit, excess.message, at: address, path: excess.path)
            )
        case .waits:
            throw RunError(.internal, "a reservation was resumed without a decision", at: address)
        }
    }

    /// For an effect whose result is known: nothing is reserved, what it spent is booked when it is settled.
    func known(_ account: Ledger.AccountID) -> Reservation {
        Reservation(account: account, amount: Spending(), output: 0)
    }

    /// Books what was spent before the run was interrupted, or by what is not done again.
    func book(_ spent: Spending, usage: Usage = Usage(), on account: Ledger.AccountID) {
        settle(known(account), spent: spent, usage: usage)
    }

    /// Gives back what was reserved and books what was spent.
    func settle(_ reservation: Reservation, spent: Spending, usage: Usage = Usage()) {
        update { $0.settle(reservation.account, reserved: reservation.amount, spent: spent, usage: usage) }
    }

    private func wait(_ waiter: Waiter<Ledger.Decision>, _ ticket: Int) async throws -> Ledger.Decision {
        do {
            return try await waiter.value()
        } catch {
            let isWaiting = state.withLock { $0.waiting.removeValue(forKey: ticket) != nil }
            if isWaiting { update { $0.forget(ticket: ticket) } }
            throw error
        }
    }

    /// Changes the ledger and tells those whose wait that ends.
    ///
    /// A grant that nobody takes any more, since its task was cancelled at the same moment, is given back, which may
    /// end further waits.
    private func update(_ change: (inout Ledger) -> [(ticket: Int, decision: Ledger.Decision)]) {
        let decided = state.withLock { state in
            change(&state.ledger).compactMap { ticket, decision in
                state.waiting.removeValue(forKey: ticket).map { ($0, decision) }
            }
        }
        for (wait, decision) in decided where !wait.waiter.resume(returning: decision) {
            guard case .granted(let output) = decision else { continue }
            update { $0.settle(wait.account, reserved: wait.demand.spending(output: output), spent: Spending()) }
        }
    }
}

/// What an effect may spend; settled once, when the effect has ended.
struct Reservation: Sendable {
    let account: Ledger.AccountID
    let amount: Spending
    /// The output tokens that a model call may have.
    let output: Int
}

internal import VoleryCore

/// A limit was hit: thrown up to the account that the limit is written on, which fails; nothing in between may catch it.
struct LimitHit: Error {
    /// Whose limit it is.
    let account: Ledger.AccountID
    /// What the owner fails with.
    let error: RunError
}

/// Does something within an account, and turns the account's own limits into its failure.
func ownLimits<Result>(
    of account: Ledger.AccountID,
    _ work: () async throws -> Result
) async throws -> Result {
    do {
        return try await work()
    } catch let hit as LimitHit where hit.account == account {
        throw hit.error
    }
}

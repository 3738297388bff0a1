public import VoleryRuntime

/// What every journal has to hold to, as rules that are checked one by one.
///
/// ```swift
/// @Test("holds to the protocol", arguments: JournalConformance.rules)
/// func conforms(_ rule: JournalConformance.Rule) async throws {
///     try await rule.check(MyJournal())
/// }
/// ```
public enum JournalConformance {
    /// One rule.
    public struct Rule: Sendable {
        /// The rule as a sentence.
        public let name: String
        private let body: @Sendable (any Journal) async throws -> Void

        init(_ name: String, _ body: @escaping @Sendable (any Journal) async throws -> Void) {
            self.name = name
            self.body = body
        }

        /// Checks that a journal holds to it.
        ///
        /// - Parameter journal: A journal without runs that has room for sixteen.
        /// - Throws: `ConformanceFailure` if it does not; what the journal throws where it should not.
        public func check(_ journal: any Journal) async throws { try await body(journal) }
    }

    /// All rules.
    public static let rules = entryRules + claimRules + listRules

    /// Checks that something is refused.
    static func expectRefusal(
        _ code: JournalError.Code,
        _ what: String,
        _ body: () async throws -> Void
    ) async throws {
        do {
            try await body()
        } catch let error as JournalError {
            return try expectSame(error.code, code, "the error's code when \(what)")
        }
        throw ConformanceFailure("nothing was thrown when \(what)")
    }
}

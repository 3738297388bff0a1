import Testing
import VoleryRuntime
import VoleryTestKit

@Suite("All journals hold to one protocol")
struct JournalConformanceTests {
    @Test("the one in memory", arguments: JournalConformance.rules)
    func memory(_ rule: JournalConformance.Rule) async throws {
        try await rule.check(MemoryJournal())
    }

    @Test("the one in a file", arguments: JournalConformance.rules)
    func file(_ rule: JournalConformance.Rule) async throws {
        try await TestFolder().withJournal { try await rule.check($0) }
    }
}

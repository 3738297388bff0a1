import Testing
import VoleryCore
import VoleryWorkflow

@Suite("Address patterns of rehearsals")
struct AddressPatternTests {
    @Test(
        "a star stands for any number",
        arguments: [
            ("research[*]", "research[12]", true), ("research[*]", "research", false),
            ("research[*]", "research[1].turn1.call1", false),
            ("research[*].turn1.call1", "research[3].turn1.call1", true),
            ("polish#*.review", "polish#2.review", true), ("brief", "brief", true), ("brief", "briefs", false),
        ]
    )
    func matching(pattern: String, address: String, matches: Bool) {
        #expect(AddressPattern(pattern).matches(Address(address)) == matches)
    }

    @Test("the more exact pattern wins, in whatever order they stand")
    func exactness() throws {
        let rehearsal = Rehearsal(scripts: ["a[*]", "a[1]"].map { .init(pattern: AddressPattern($0), replies: []) })
        #expect(rehearsal.script(for: Address("a[1]"))?.pattern.text == "a[1]")
        #expect(rehearsal.script(for: Address("a[2]"))?.pattern.text == "a[*]")
        #expect(rehearsal.script(for: Address("b")) == nil)
    }
}

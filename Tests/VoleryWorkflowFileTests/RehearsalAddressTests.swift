import Foundation
import Testing
import VoleryCore
import VoleryWorkflowFile

@Suite("Addresses in rehearsals")
struct RehearsalAddressTests {
    private static let workflow = #"""
        agents:
          critic: { tools: [clock], output: { type: object, required: [score], properties: { score: { type: integer } } } }
          writer: { instructions: x }
        steps:
          polish:
            repeat: { max: 3 }
            steps:
              draft: { agent: writer, prompt: x }
              review: { agent: critic, prompt: x }
          group:
            for_each: "[1, 2]"
            steps:
              inner: { for_each: "[1]", as: one, agent: writer, prompt: x }
              plain: { value: 1 }
          route:
            switch: "dyn('a')"
            cases:
              billing: { agent: critic, prompt: x }
              "two words": { agent: writer, prompt: x }
              3: { value: 1 }
            default: { ask: What? }
          audit: { workflow: sub.yaml }
          ok: { ask: "Ok?", output: { type: boolean } }
          run: { tool: clock }
          sure: { tool: { shell: { approve: always } }, with: { command: ls } }
        """#

    private static let called = #"""
        agents: { reader: { tools: [read_file] } }
        steps:
          scan: { agent: reader, prompt: x }
          each: { for_each: "[1]", agent: reader, prompt: x }
          tool: { tool: clock }
        """#

    /// What is found in a rehearsal of the workflow above.
    private func found(_ rehearsal: String) throws -> [String] {
        let folder = try Folder(["w.yaml": Self.workflow, "sub.yaml": Self.called, "w.rehearsal.yaml": rehearsal])
        var loaded = try folder.load()
        do {
            _ = try folder.loader().rehearsal(of: &loaded)
            return loaded.warnings.map(folder.line)
        } catch let error as DiagnosticsError {
            return error.diagnostics.map { diagnostic in
                folder.line(diagnostic).replacingOccurrences(of: "w.rehearsal.yaml:", with: "")
            }
        }
    }

    @Test("Steps in groups, cases and called workflows have addresses")
    func stepsInGroupsCasesAndCalledWorkflowsHaveAddr() throws {
        let found = try found(
            #"""
            replies:
              "polish#2.review": [{ output: { score: 1 } }]
              "polish#*.review": [{ call: { clock: {} } }]
              "polish#*.draft": [{ text: x }]
              "group[*].inner[0]": [{ text: x }]
              "group[1].inner[*].turn1.call1": [{ text: x }]
              route.billing: [{ output: { score: 1 } }]
              "route.two%20words": [{ text: x }]
              route.default: [{ output: fine }]
              audit.scan: [{ call: { read_file: { path: x } } }]
              "audit.each[*]": [{ text: x }]
              ok: [{ output: true }]
              sure: [{ output: false }]
            """#
        )
        #expect(found.isEmpty)
    }

    @Test("An address that leads nowhere is told with the one that was meant")
    func anAddressThatLeadsNowhereIsToldWithTheOneTha() throws {
        let found = try found(
            #"""
            replies:
              polish.review: [{ text: x }]
              "polish#1.reveiw": [{ text: x }]
              "polish#*": [{ text: x }]
              polish: [{ text: x }]
              "group.inner[0]": [{ text: x }]
              "group[0].inner": [{ text: x }]
              "group#1.plain": [{ text: x }]
              "group[0].plain": [{ text: x }]
              "polish[0]#1.review": [{ text: x }]
              route: [{ text: x }]
              route.biling: [{ text: x }]
              route.3: [{ text: x }]
              audit: [{ text: x }]
              audit.scna: [{ text: x }]
              audit.tool: [{ text: x }]
              "audit.each": [{ text: x }]
              ok.x: [{ output: true }]
              run: [{ output: true }]
              "polish#x.review": [{ text: x }]
              "polish#1.": [{ text: x }]
            """#
        )
        #expect(
            found == [
                "V0210 2:3-16 the group `polish` has its steps' conversations in each round ⇒ polish#*.review",
                "V0151 3:3-20 the group `polish` has no step `reveiw` ⇒ polish#1.review",
                "V0210 4:3-13 `polish#*` holds other steps, of which each has its own conversations ⇒ "
                    + "polish#*.draft",
                "V0210 5:3-9 the group `polish` has its steps' conversations in each round ⇒ polish#*.draft",
                "V0210 6:3-19 the step `group` has a conversation for each element ⇒ group[*].inner[0]",
                "V0210 7:3-19 the step `inner` has a conversation for each element ⇒ group[0].inner[*]",
                "V0210 8:3-18 the step `group` has a conversation for each element ⇒ group[*]#1.plain",
                "V0210 9:3-19 the step `group[0].plain` asks no model and nobody, so it has no replies",
                "V0210 10:3-23 the step `polish` has one conversation, as it has no `for_each` ⇒ "
                    + "polish#1.review",
                "V0210 11:3-8 `route` holds other steps, of which each has its own conversations ⇒ "
                    + "route.billing",
                "V0151 12:3-15 the switch `route` has no case `biling` ⇒ route.billing",
                "V0210 13:3-10 the step `route.3` asks no model and nobody, so it has no replies",
                "V0210 14:3-8 `audit` holds other steps, of which each has its own conversations ⇒ audit.scan",
                "V0151 15:3-13 the workflow `sub` has no step `scna` ⇒ audit.scan",
                "V0210 16:3-13 the step `audit.tool` asks no model and nobody, so it has no replies",
                "V0210 17:3-15 the step `each` has a conversation for each element ⇒ audit.each[*]",
                "V0210 18:3-7 `ok` is one step, with nothing in it ⇒ ok",
                "V0210 19:3-6 the step `run` asks no model and nobody, so it has no replies",
                "V0212 20:3-20 `polish#x.review` is no address",
                "V0212 21:3-14 `polish#1.` is no address",
            ]
        )
    }

    @Test("People answer, and what they answer fits")
    func peopleAnswerAndWhatTheyAnswerFits() throws {
        let found = try found(
            #"""
            replies:
              ok: [{ output: maybe }, { text: x }, { output: "${{ size(prompt) > 1 }}" }, { error: { status: 500 } }]
              route.default: [{ output: 3 }, { output: "${{ 1 }}" }]
              sure: [{ output: 1 }, { output: not today }]
              audit.scan: [{ call: { clock: {} } }, { call: { read_file: { pth: x } } }]
            """#
        )
        #expect(
            found == [
                #"V0172 2:18-23 the answer does not fit: expected true or false, found "maybe""#,
                "V0214 2:27-38 a person answers here, and an answer is an `output`",
                "V0214 2:79-105 a person answers here, and an answer is an `output`",
                "V0172 3:29-30 the answer is text, but this is a whole number",
                "V0172 4:20-21 this answers whether a call may be made: `true`, or `false`, or why not",
                "V0211 5:26-31 the agent `reader` has no tool `clock`",
                "V0172 5:51-60 the arguments of `read_file` do not fit: the member `path` (text) is missing",
                "V0172 5:69-70 the arguments of `read_file` do not fit: this member isn't known; did you "
                    + "mean `path`?",
            ]
        )
    }
}

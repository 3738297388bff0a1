import Foundation
import Testing
import VoleryCore
import VoleryWorkflow
import VoleryWorkflowFile

@Suite("Rehearsals")
struct RehearsalTests {
    static let workflow = """
        inputs: { question: { type: string, minLength: 3 } }
        agents:
          planner: { instructions: x, output: { type: array, items: { type: string } } }
          reader: { instructions: x, tools: [read_file, { web_fetch: { allow: [a.org] } }] }
        steps:
          plan: { agent: planner, prompt: x }
          read: { for_each: steps.plan.output, agent: reader, prompt: x }
          clock: { tool: clock }
        """

    /// What is found in a rehearsal of the workflow above.
    private func found(_ rehearsal: String) throws -> [String] {
        let folder = try Folder(["w.yaml": Self.workflow, "w.rehearsal.yaml": rehearsal])
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

    @Test("are read whole")
    func read() throws {
        let folder = try Folder([
            "w.yaml": Self.workflow,
            "w.rehearsal.yaml": #"""
            inputs: { question: How? }
            replies:
              plan: [{ output: [a, b] }]
              read[*]:
                - call: { web_fetch: { url: "https://a.org/${{ size(results) }}" } }
                - calls: [{ read_file: { path: x } }, { read_file: { path: "y" } }]
                - error: { status: 429, after: 1s }
                - text: "${{ prompt }} ${{ context.join(', ') }} ${{ results[0] }}"
            tools:
              web_fetch:
                - { when: "arguments.url.endsWith('/1')", result: { text: [1, null] } }
                - result: nothing
            """#,
        ])
        var loaded = try folder.load()
        let rehearsal = try #require(try folder.loader().rehearsal(of: &loaded))
        #expect(rehearsal.inputs == ["question": "How?"])
        #expect(rehearsal.scripts.map(\.pattern.text) == ["plan", "read[*]"])
        let replies = rehearsal.scripts[1].replies
        #expect(replies.count == 4)
        guard case .calls(let one) = replies[0].kind, case .calls(let two) = replies[1].kind,
            case .error(let status, let after) = replies[2].kind
        else {
            Issue.record("the replies are read wrongly")
            return
        }
        #expect(one.map(\.tool) == ["web_fetch"])
        #expect(two.map(\.tool) == ["read_file", "read_file"])
        #expect(status == 429 && after == .seconds(1))
        #expect(rehearsal.tools["web_fetch"]?.map(\.result) == [["text": [1, .null]], "nothing"])
        #expect(loaded.place(of: replies[2].path)?.start == Place.Position(line: 7, column: 7))
        #expect(loaded.sources.last?.file == "\(folder.path)/w.rehearsal.yaml")
    }

    @Test("need not be there")
    func absent() throws {
        let folder = try Folder(["w.yaml": Self.workflow])
        var loaded = try folder.load()
        #expect(try folder.loader().rehearsal(of: &loaded) == nil)
    }

    @Test("name conversations that there are")
    func addresses() throws {
        let found = try found(
            """
            replies:
              plna: [{ text: x }]
              read: [{ text: x }]
              plan[0]: [{ text: x }]
              clock: [{ text: x }]
              "read[x]": [{ text: x }]
              "read[0].turn1.call1": [{ text: x }]
              "read[0]~2": [{ text: x }]
            """
        )
        #expect(
            found == [
                "V0151 2:3-7 there is no step `plna` ⇒ plan",
                "V0210 3:3-7 the step `read` has a conversation for each element ⇒ read[*]",
                "V0210 4:3-10 the step `plan` has one conversation, as it has no `for_each` ⇒ plan",
                "V0210 5:3-8 the step `clock` asks no model and nobody, so it has no replies",
                "V0212 6:3-12 `read[x]` is no address",
            ]
        )
    }

    @Test("call tools that the agent has, with arguments that fit")
    func calls() throws {
        let found = try found(
            """
            replies:
              read[*]:
                - call: { web_fetsh: { url: x } }
                - call: { shell: { command: ls } }
                - call: { read_file: { path: 3 } }
                - calls: [{ read_file: { path: x } }, { read_file: { from: 1 } }]
                - call: { read_file: { path: x }, web_fetch: { url: x } }
            """
        )
        #expect(
            found == [
                "V0211 3:15-24 the agent `reader` has no tool `web_fetsh` ⇒ web_fetch",
                "V0211 4:15-20 the agent `reader` has no tool `shell`",
                "V0172 5:34-35 the arguments of `read_file` do not fit: expected text, found 3",
                "V0172 6:45-54 the arguments of `read_file` do not fit: the member `path` (text) is missing",
                "V0068 7:39-48 this is one call, but it names 2 tools",
            ]
        )
    }

    @Test("have one kind a reply, inputs that fit, and expressions with names that there are")
    func others() throws {
        let found = try found(
            """
            inputs: { question: x, more: 1 }
            replies:
              plan:
                - { text: x, output: y }
                - { txt: x }
                - text: "${{ promt }} ${{ steps.plan.output }} ${{ inputs.question }}"
                - error: { status: 200 }
                - x
            tools:
              web_fetsh: [{ result: 1 }]
              web_fetch:
                - { when: "arguments.ulr == 'x'", result: 1 }
                - { when: "${{ true }}" }
            """
        )
        #expect(
            found == [
                "V0172 1:21-22 the input does not fit: expected text of at least 3 characters, found 1 character",
                "V0153 1:24-28 the workflow has no input `more`",
                "V0067 4:18-24 a reply has one kind, this one has `text` and `output`",
                "V0060 5:9-12 a reply has no key `txt` ⇒ text",
                "V0180 6:18-23 there is no `promt` here ⇒ prompt",
                "V0180 6:31-36 there is no `steps` here",
                "V0180 6:56-62 there is no `inputs` here",
                "V0073 7:24-27 expected a whole number from 400 to 599, found 200",
                "V0063 8:7-8 expected a mapping with keys such as `output`, `text`, `call`, found text",
                "V0154 10:3-12 there is no tool `web_fetsh` ⇒ web_fetch",
                "V0182 12:26-29 a call of `web_fetch` has no field `ulr` ⇒ url",
                "V0062 13:7-30 a result needs the key `result`",
                "V0080 13:15-28 this field holds an expression as it is, without `${{ }}` ⇒ true",
            ]
        )
    }
}

import Testing

@testable import VoleryCommandLine

@Suite("Every kind of step is in the picture")
struct StepKindGraphTests {
    private static let files: KeyValuePairs = [
        "audit.yaml": "inputs: { text: { type: string } }\nsteps: { check: { value: fine } }\n",
        "w.yaml": """
        agents: { writer: { instructions: x }, critic: { instructions: x } }
        inputs: { files: { type: array, items: { type: string } } }
        steps:
          question: { ask: What is it about? }
          route:
            switch: steps.question.output
            cases:
              billing: { agent: writer, prompt: Bills. }
              technical: { steps: { look: { value: 1 }, mend: { value: "${{ steps.look.output }}" } } }
            default: { value: none }
          polish:
            repeat: { max: 3, until: steps.review.output == 'good' }
            steps:
              draft: { agent: writer, prompt: "${{ steps.route.output }}" }
              review: { agent: critic, prompt: "${{ steps.draft.output }}" }
          audit: { workflow: audit.yaml, with: { text: "${{ steps.question.output }}" } }
          pause: { wait: 30s, needs: [polish] }
          stop: { if: steps.question.output == '', fail: Nothing was asked. }

        """,
    ]

    @Test("groups hold their steps, choices their cases")
    func mermaid() throws {
        let outcome = try Program(Self.files).run("graph", "w.yaml")
        #expect(outcome.errors == "")
        #expect(
            outcome.output == """
                flowchart TD
                    s_question[\\"<b>question</b><br/>What is it about?"\\]
                    subgraph s_route["<b>route</b>"]
                        s_route_2e__3f_{"<b>steps.question.output</b>"}
                        s_route_2e_billing(["<b>billing</b><br/>writer"])
                        subgraph s_route_2e_technical["<b>technical</b>"]
                            s_route_2e_technical_2e_look[/"<b>look</b><br/>value"/]
                            s_route_2e_technical_2e_mend[/"<b>mend</b><br/>value"/]
                            s_route_2e_technical_2e_look --> s_route_2e_technical_2e_mend
                        end
                        s_route_2e_default[/"<b>default</b><br/>value"/]
                        s_route_2e__3f_ -->|"billing"| s_route_2e_billing
                        s_route_2e__3f_ -->|"technical"| s_route_2e_technical
                        s_route_2e__3f_ -->|"default"| s_route_2e_default
                    end
                    subgraph s_polish["<b>polish</b><br/>up to 3 rounds<br/>until steps.review.output == 'good'"]
                        s_polish_2e_draft(["<b>draft</b><br/>writer"])
                        s_polish_2e_review(["<b>review</b><br/>critic"])
                        s_polish_2e_draft --> s_polish_2e_review
                    end
                    s_audit[["<b>audit</b><br/>audit"]]
                    s_pause(("<b>pause</b><br/>30s"))
                    s_stop{{"<b>stop</b><br/>Nothing was asked.<br/>if steps.question.output == ''"}}
                    s_question --> s_route
                    s_route --> s_polish
                    s_question --> s_audit
                    s_polish -.-> s_pause
                    s_question --> s_stop

                """
        )
    }

    @Test("a step within others is told of by its path")
    func within() throws {
        let program = try Program(Self.files)
        let draft = try program.run("graph", "w.yaml", "--step", "polish.draft").output
        #expect(draft.hasPrefix("polish.draft: agent writer\n"))
        #expect(draft.contains("waits for\n  route  by prompt\n"))
        #expect(draft.contains("is waited for by\n  review  by prompt\n"))
        let group = try program.run("graph", "w.yaml", "--step", "polish").output
        #expect(group.contains("waits for\n  route  for steps in it\n"))
        let unknown = try program.run("graph", "w.yaml", "--step", "polish.drat")
        #expect(unknown.errors.contains("did you mean `polish.draft`?"))
    }
}

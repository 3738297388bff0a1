import Testing
import VoleryCore
import VoleryWorkflow

@testable import VoleryCommandLine

@Suite("A step is told of before it runs")
struct StepReportTests {
    private static let workflow = """
        inputs: { question: { type: string }, deep: { type: boolean, default: false } }
        agents:
          planner: { output: { type: object, required: [angles], properties: { angles: { type: array, items: { type: string } }, note: { type: string } } } }
          researcher: { instructions: x }
        steps:
          plan: { agent: planner, prompt: "Plan ${{ inputs.question }}", description: Finds angles. }
          research:
            for_each: steps.plan.output.angles
            as: angle
            if: inputs.deep
            agent: researcher
            prompt: "${{ index }} ${{ angle }} of ${{ inputs.question }}"
          log: { value: done, needs: [plan] }
          brief: { agent: researcher, context: [research], prompt: Write. }
        outputs:
          brief: ${{ steps.brief.output }}

        """

    @Test("what it uses with types, what it waits for and why, and what waits for it")
    func middle() throws {
        let outcome = try Program(["w.yaml": Self.workflow]).run("graph", "w.yaml", "--step", "research")
        #expect(outcome.status == 0)
        #expect(
            outcome.output == """
                research: agent researcher

                uses
                  inputs.deep: bool                       in if
                  steps.plan.output.angles: list(string)  in for_each
                  index: int                              in prompt
                  angle: string                           in prompt
                  inputs.question: string                 in prompt

                waits for
                  plan  by for_each

                is waited for by
                  brief  by context

                puts out
                  list(string)

                """
        )
    }

    @Test("objects with their fields, and outputs that it goes into")
    func ends() throws {
        let program = try Program(["w.yaml": Self.workflow])
        let plan = try program.run("graph", "w.yaml", "--step", "plan").output
        #expect(plan.contains("plan: agent planner\n  Finds angles.\n"))
        #expect(plan.contains("waits for\n  nothing: it starts at once\n"))
        #expect(plan.contains("is waited for by\n  research  by for_each\n  log       by needs\n"))
        #expect(plan.contains("puts out\n  { angles: list(string), note?: string }\n"))
        let brief = try program.run("graph", "w.yaml", "--step", "brief").output
        #expect(brief.contains("is waited for by\n  no step\n\ngoes into the outputs\n  brief\n"))
    }

    @Test("a step that is not there is a wrong command line, with the one that was meant")
    func unknown() throws {
        let outcome = try Program(["w.yaml": Self.workflow]).run("graph", "w.yaml", "--step", "reserch")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("did you mean `research`?"))
    }

    @Test("a picture is written as Mermaid, DOT or SVG")
    func formats() throws {
        let program = try Program(["w.yaml": Self.workflow])
        #expect(try program.run("graph", "w.yaml").output.hasPrefix("flowchart TD\n"))
        #expect(try program.run("graph", "w.yaml", "--format", "svg").output.hasPrefix("<svg xmlns="))
        #expect(
            try program.run("graph", "w.yaml", "--format", "dot").output.contains(
                "    \"plan\" -> \"log\" [style=dotted];\n"
            )
        )
    }

    @Test("groups are clusters of Graphviz and boxes of Mermaid, and a case has its value at the arrow")
    func groups() {
        let dot = DOTGraph(GraphSample.everything).text
        #expect(dot.contains("    subgraph \"cluster_polish\" {\n"))
        #expect(dot.contains("        subgraph \"cluster_polish.checks\" {\n"))
        #expect(dot.contains("\"polish.review\" -> \"audit\" [ltail=\"cluster_polish\"];\n"))
        #expect(dot.contains("\"route.?\" -> \"route.billing\" [label=\"billing\"];\n"))
        let mermaid = MermaidGraph(GraphSample.everything).text
        #expect(mermaid.contains("    subgraph s_polish["))
        #expect(mermaid.contains("        s_route_2e__3f_ -->|\"billing\"| s_route_2e_billing\n"))
        #expect(mermaid.contains("    s_audit -.-> s_pause\n"))
    }
}

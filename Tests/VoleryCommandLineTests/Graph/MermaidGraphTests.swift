import Testing
import VoleryCore
import VoleryWorkflow

@testable import VoleryCommandLine

@Suite("A workflow is shown as a Mermaid chart")
struct MermaidGraphTests {
    @Test("a node for each step, an arrow for each wait")
    func chart() throws {
        let workflow = try Recording.workflow()
        #expect(
            MermaidGraph(workflow: workflow).text == """
                flowchart TD
                    s_plan(["<b>plan</b><br/>planner"])
                    s_research(["<b>research</b><br/>researcher<br/>for each item in #91;'in flight', 'at the nest', 'in winter'#93;"])
                    s_count[["<b>count</b><br/>broken"]]
                    s_praise[/"<b>praise</b><br/>value<br/>if false"/]
                    s_brief(["<b>brief</b><br/>editor"])
                    s_plan -.-> s_research
                    s_research --> s_brief

                """
        )
    }

    @Test("names that mean something to Mermaid, and text of any kind, are only names and text")
    func escapes() throws {
        let workflow = Workflow(
            name: "odd",
            agents: ["x": Agent(name: "\"]; click end\n<script>")],
            steps: [
                Step(id: "end", kind: .value(.constant(1))),
                Step(
                    id: "größe-2",
                    kind: .agent(AgentStep(agent: "x", prompt: try Template(""))),
                    condition: try Expression("steps.end.output > 1 && \"#\" != \"`\"")
                ),
            ]
        )
        #expect(
            MermaidGraph(workflow: workflow).text == """
                flowchart TD
                    s_end[/"<b>end</b><br/>value"/]
                    s_gr_f6__df_e_2d_2(["<b>größe-2</b><br/>#34;#93;#59; click end#92;n#60;script#62;<br/>\
                if steps.end.output #62; 1 #38;#38; #34;#35;#34; != #34;#96;#34;"])
                    s_end --> s_gr_f6__df_e_2d_2

                """
        )
    }
}

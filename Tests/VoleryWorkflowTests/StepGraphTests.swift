import Testing
import VoleryWorkflow

@Suite("The step graph")
struct StepGraphTests {
    @Test("a step is ready when all that it waits for have ended")
    func ready() {
        var graph = StepGraph(dependencies: [[1, 2], [], [1], []])
        #expect(graph.ready == [1, 3])
        #expect(graph.end(3) == [])
        #expect(graph.end(1) == [2])
        #expect(graph.end(2) == [0])
    }

    @Test("a step that names another twice waits for it once")
    func twice() {
        var graph = StepGraph(dependencies: [[], [0, 0]])
        #expect(graph.end(0) == [1])
    }

    @Test("a cycle is given as the path along it")
    func cycles() {
        #expect(StepGraph.cycle(in: [[], [0], [1]]) == nil)
        #expect(StepGraph.cycle(in: [[0]]) == [0, 0])
        #expect(StepGraph.cycle(in: [[], [3, 0], [1], [2]])?.count == 4)
    }

    @Test("ten thousand steps in a line are no trouble")
    func long() {
        var graph = StepGraph(dependencies: (0..<10_000).map { $0 == 0 ? [] : [$0 - 1] })
        #expect((0..<9_999).allSatisfy { graph.end($0) == [$0 + 1] })
    }
}

internal import VoleryCore
internal import VoleryWorkflow

/// Runs the steps of a workflow: each as soon as all that it waits for have ended, in parallel with all others.
///
/// The first failure cancels the others, and is thrown after they have ended.
struct Schedule: Sendable {
    let run: RunContext
    let account: Ledger.AccountID

    /// Runs all steps.
    /// - Returns: The results by the steps' ids.
    func results() async throws -> [String: StepResult] {
        let steps = run.workflow.steps
        let indices = Dictionary(uniqueKeysWithValues: steps.enumerated().map { ($1.id, $0) })
        let dependencies = steps.map(\.dependencies)
        var graph = StepGraph(dependencies: dependencies.map { $0.compactMap { indices[$0] } })
        var results: [String: StepResult] = [:]
        return try await withThrowingTaskGroup(of: (Int, StepResult).self) { group in
            func start(_ index: Int) {
                let named = results.only(dependencies[index])
                let runner = StepRunner(run: run, step: steps[index], results: named, parent: account)
                group.addTask { (index, try await runner.result()) }
            }
            for index in graph.ready { start(index) }
            while let (index, result) = try await group.next() {
                results[steps[index].id] = result
                for next in graph.end(index) { start(next) }
            }
            return results
        }
    }
}

extension [String: StepResult] {
    fileprivate func only(_ ids: [String]) -> [String: StepResult] {
        var some: [String: StepResult] = [:]
        for id in ids { some[id] = self[id] }
        return some
    }
}

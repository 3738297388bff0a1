internal import VoleryCore
internal import VoleryWorkflow

/// Runs the steps of a frame: each as soon as all that it waits for have ended, in parallel with all others.
///
/// The first failure cancels the others, and is thrown after they have ended.
struct Schedule: Sendable {
    let run: RunContext
    let frame: Frame

    /// Runs all steps.
    /// - Returns: The results by the steps' ids.
    func results() async throws -> [String: StepResult] {
        let steps = frame.steps
        let indices = Dictionary(uniqueKeysWithValues: steps.enumerated().map { ($1.id, $0) })
        let dependencies = steps.map(\.dependencies)
        var graph = StepGraph(dependencies: dependencies.map { $0.compactMap { indices[$0] } })
        var results: [String: StepResult] = [:]
        var shares = ActivityShares()
        do {
            try await withThrowingTaskGroup(of: (Int, StepResult).self) { group in
                func start(_ index: Int) {
                    let runner = runner(of: steps[index], named: dependencies[index], among: results)
                    shares.begin()
                    group.addTask { (index, try await runner.result()) }
                }
                for index in graph.ready { start(index) }
                shares.wait()
                while let (index, result) = try await group.next() {
                    shares.receive()
                    results[steps[index].id] = result
                    for next in graph.end(index) { start(next) }
                    shares.wait()
                }
            }
        } catch {
            shares.restore()
            throw error
        }
        return results
    }

    private func runner(of step: Step, named ids: [String], among results: [String: StepResult]) -> StepRunner {
        var named: [String: StepResult] = [:]
        for id in ids { named[id] = results[id] ?? frame.outer[id] }
        return StepRunner(
            run: run,
            frame: frame,
            step: step,
            path: "\(frame.path).\(step.id)",
            address: frame.address.appending(step.id),
            name: frame.name.appending(step.id),
            results: named,
            parent: frame.account
        )
    }
}

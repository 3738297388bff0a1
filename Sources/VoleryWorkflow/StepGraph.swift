/// Which steps are ready: a value without `await` that is told what has ended and answers with what can begin.
///
/// Steps are known by their index; a step is ready when all that it waits for have ended, however they ended.
public struct StepGraph: Sendable {
    private var waitsFor: [Int]
    private let waitedForBy: [[Int]]

    /// A graph of steps.
    ///
    /// - Parameter dependencies: For each step the indices of those that it waits for.
    public init(dependencies: [[Int]]) {
        var waitedForBy = [[Int]](repeating: [], count: dependencies.count)
        waitsFor = dependencies.map { Set($0).count }
        for (step, others) in dependencies.enumerated() {
            for other in Set(others) { waitedForBy[other].append(step) }
        }
        self.waitedForBy = waitedForBy
    }

    /// The steps that wait for nothing, in order.
    public var ready: [Int] { waitsFor.indices.filter { waitsFor[$0] == 0 } }

    /// The steps that become ready as one ends, in order.
    /// - Parameter step: The step that ended; each is told once.
    /// - Returns: The steps that can begin now.
    public mutating func end(_ step: Int) -> [Int] {
        var ready: [Int] = []
        for next in waitedForBy[step] {
            waitsFor[next] -= 1
            if waitsFor[next] == 0 { ready.append(next) }
        }
        return ready.sorted()
    }

    /// A cycle, as the steps along it, the first again at the end; `nil` if there is none.
    ///
    /// - Parameter dependencies: For each step the indices of those that it waits for.
    /// - Returns: The indices along the cycle.
    public static func cycle(in dependencies: [[Int]]) -> [Int]? {
        var graph = StepGraph(dependencies: dependencies)
        var ended = [Bool](repeating: false, count: dependencies.count)
        var ready = graph.ready
        while let step = ready.popLast() {
            ended[step] = true
            ready += graph.end(step)
        }
        guard let first = ended.firstIndex(of: false) else { return nil }
        // Every step that is left waits for one that is left, so walking on must come back to a step seen before.
        var path = [first]
        var seen: Set<Int> = [first]
        while true {
            guard let next = dependencies[path[path.count - 1]].first(where: { !ended[$0] }) else { return nil }
            if !seen.insert(next).inserted {
                let cycle = path.drop { $0 != next } + [next]
                return cycle.reversed()
            }
            path.append(next)
        }
    }
}

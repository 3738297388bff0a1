internal import VoleryCore

/// Does something for every element, at most so many at once, and gives the results in the elements' order.
///
/// The next element starts as soon as any has ended. The first failure cancels the others, and is thrown after they
/// have ended.
func withWindow<Element: Sendable, Result: Sendable>(
    of size: Int?,
    over elements: [Element],
    _ body: @escaping @Sendable (Int, Element) async throws -> Result
) async throws -> [Result] {
    var shares = ActivityShares()
    do {
        return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var results = [Result?](repeating: nil, count: elements.count)
            var next = min(max(1, size ?? elements.count), elements.count)
            for index in 0..<next {
                shares.begin()
                group.addTask { (index, try await body(index, elements[index])) }
            }
            shares.wait()
            while let (index, result) = try await group.next() {
                shares.receive()
                results[index] = result
                if next < elements.count {
                    shares.begin()
                    group.addTask { [next] in (next, try await body(next, elements[next])) }
                    next += 1
                }
                shares.wait()
            }
            return results.compactMap(\.self)
        }
    } catch {
        shares.restore()
        throw error
    }
}

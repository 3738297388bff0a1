internal import Synchronization
internal import VoleryCore

/// Runs concurrent code on one thread, in an order that follows from a seed, with a time of its own.
///
/// Where several tasks could go on, the seed picks the one that does; so each seed is one interleaving, and the same
/// seed gives it again. Nothing waits: when all tasks sleep, time jumps to the first that wakes.
///
/// ```swift
/// for seed in 0..<1_000 {
///     let answer = try Simulation(seed: seed).run { time in try await work(time) }
/// }
/// ```
public struct Simulation: Sendable {
    /// What the order follows from.
    public let seed: UInt64

    /// A simulation with a seed.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// Runs code to its end on the calling thread.
    ///
    /// - Parameter body: The code; it and all its child tasks stay on this thread.
    /// - Returns: What the code returns.
    /// - Throws: What the code throws, or `SimulationStuck` when every task waits for something that never comes.
    public func run<Result: Sendable>(
        _ body: @escaping @Sendable (SimulatedTime) async throws -> Result
    ) throws -> Result {
        let executor = SeededExecutor(seed: seed)
        let time = SimulatedTime()
        let box = OutcomeBox<Result>()
        return try withExtendedLifetime(executor) {
            let task = Task(executorPreference: executor) {
                await Blocking.$current.withValue(.inline) {
                    do { box.set(.success(try await body(time))) } catch { box.set(.failure(error)) }
                }
            }
            while true {
                if executor.runNext() { continue }
                if let result = box.get() { return try result.get() }
                guard time.advance() else {
                    task.cancel()
                    throw SimulationStuck(seed: seed)
                }
            }
        }
    }
}

/// Every task of a simulation waits, and nothing can end a wait: a deadlock, or a wait for the world outside.
public struct SimulationStuck: Error, CustomStringConvertible {
    /// The seed that shows it.
    public let seed: UInt64

    /// What happened.
    public var description: String { "seed \(seed): all tasks wait and nothing can end a wait" }
}

private final class OutcomeBox<Value: Sendable>: Sendable {
    private let value = Mutex<Result<Value, any Error>?>(nil)

    func set(_ result: Result<Value, any Error>) { value.withLock { $0 = result } }
    func get() -> Result<Value, any Error>? { value.withLock(\.self) }
}

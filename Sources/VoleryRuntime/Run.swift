internal import Synchronization
public import VoleryCore
internal import VoleryWorkflow

/// A run of a workflow that goes on while the closure given to `Runtime.withRun` does.
///
/// Leaving the closure ends the run and all that it started. After that its methods throw `RunError` with the code
/// `ended`; `events` stay readable.
public final class Run: Sendable {
    private enum State {
        case going([Waiter<Outcome>])
        case over(Outcome)
        case left
    }

    private enum Outcome: Sendable {
        case completed(JSONObject)
        case failed(any Error)
        case cancelled
    }

    private let context: RunContext
    private let state = Mutex(State.going([]))

    init(_ context: RunContext) {
        self.context = context
    }

    /// The run's id: short, and sortable by the time at which it began.
    public var id: String { context.id }

    /// What happens in the run, from its beginning.
    public var events: RunEvents { RunEvents(hub: context.transcript.events) }

    /// What was taken from an earlier run so far: how many results, and what asking for them had used.
    public var taken: (results: Int, usage: Usage) {
        let taken = context.transcript.taken
        return (taken.effects, taken.usage)
    }

    /// What all its calls to models have used so far.
    public var usage: Usage { context.budget.usage(of: Ledger.run) }

    /// Waits for the run's end and gives what the workflow puts out; what was skipped has no key.
    /// - Throws: `RunError` if the run failed; `CancellationError` if it was cancelled.
    public func outputs() async throws -> JSONObject {
        switch try await outcome() {
        case .completed(let outputs): return outputs
        case .failed(let error): throw error
        case .cancelled: throw CancellationError()
        }
    }

    /// Waits for the run's end and gives one output.
    ///
    /// - Parameters:
    ///   - name: The output's name.
    ///   - type: What to decode it as.
    /// - Returns: The output.
    /// - Throws: As `outputs()`; `RunError` if there is no such output; a decoding error if it is of another type.
    public func output<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) async throws -> Value {
        let outputs = try await outputs()
        guard let value = outputs[name] else {
            let known = outputs.keys.joined(separator: ", ")
            throw RunError(.ended, "the run has no output `\(name)`; it has: \(known)", at: .run)
        }
        return try value.decode(as: type)
    }

    /// Runs the workflow to its end; what it comes to is told to those who wait.
    func drive() async {
        let outcome: Outcome
        do {
            outcome = .completed(context.redactor.redacted(try await work()))
        } catch is CancellationError {
            outcome = .cancelled
        } catch let error as RunError {
            outcome = .failed(error.redacted(by: context.redactor))
        } catch {
            outcome = .failed(error)
        }
        context.transcript.close()
        end(with: outcome)
    }

    /// Refuses all further use.
    func leave() {
        state.withLock { $0 = .left }
    }

    private func work() async throws -> JSONObject {
        let start = context.time.now
        let transcript = context.transcript
        let isFirst = transcript.record.entries.isEmpty || transcript.record.isOfAnotherRun || context.isReplay
        transcript.note(
            .runStarted(run: context.id, workflow: context.workflow.name, inputs: .object(context.inputs)),
            at: .run
        )
        if !isFirst { transcript.note(.runResumed, at: .run) }
        func noteEnd(_ status: RunStatus, _ outputs: JSONValue?, _ error: RunError?) async throws {
            try await transcript.append(
                .runEnded(
                    status: status,
                    outputs: outputs,
                    error: error,
                    usage: usage,
                    seconds: (context.time.now - start).seconds
                ),
                at: .run
            )
        }
        do {
            let outputs = try await outputsUnlessSuspended()
            try await noteEnd(.completed, .object(outputs), nil)
            return outputs
        } catch let error as RunError {
            try await noteEnd(.failed, nil, error)
            throw error
        } catch let suspended as RunSuspended {
            try await transcript.append(.runSuspended(until: suspended.until), at: .run)
            throw suspended
        }
    }

    /// The workflow's outputs, unless all that is left to do is waiting for what can't come while the run goes on.
    private func outputsUnlessSuspended() async throws -> JSONObject {
        let context = context
        let activity = Activity(within: nil, time: context.time) { context.suspension.pause() }
        return try await withThrowingTaskGroup(of: JSONObject?.self) { group in
            group.addTask { try await Activity.$current.withValue(activity) { try await self.boundedOutputs() } }
            let waits = Waits()
            group.addTask {
                let reached = try await context.suspension.reached()
                waits.known.withLock { $0 = reached }
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw CancellationError() }
            if let outputs = first { return outputs }
            group.cancelAll()
            while let _ = try? await group.next() {}
            throw RunSuspended(run: context.id, waits: waits.known.withLock(\.self))
        }
    }

    /// The workflow's outputs, within the bounds of all runs and those of the workflow.
    private func boundedOutputs() async throws -> JSONObject {
        let context = context
        let spent = Duration.seconds(context.isReplay ? 0 : context.transcript.record.secondsSpentHere)
        return try await context.within(context.limits.less(spent), account: Ledger.run) {
            let limits = context.workflow.limits.less(spent)
            let account = context.budget.open(within: Ledger.run, limits: limits)
            defer { context.budget.close(account) }
            let workflow = context.activate(context.workflow, inputs: context.inputs)
            let frame = Frame(workflow, at: .run, named: .run, account: account)
            return try await context.outputs(of: frame, within: limits)
        }
    }

    private func outcome() async throws -> Outcome {
        let waiter = Waiter<Outcome>()
        let known = try state.withLock { state -> Outcome? in
            switch state {
            case .going(let waiters):
                state = .going(waiters + [waiter])
                return nil
            case .over(let outcome): return outcome
            case .left: throw RunError(.ended, "the run was left; use it inside of `withRun`", at: .run)
            }
        }
        if let known { return known }
        return try await waiter.value()
    }

    private func end(with outcome: Outcome) {
        let waiters = state.withLock { state in
            defer { state = .over(outcome) }
            return if case .going(let waiters) = state { waiters } else { [Waiter<Outcome>]() }
        }
        for waiter in waiters { waiter.resume(returning: outcome) }
    }
}

/// What a run was found to wait for.
private final class Waits: Sendable {
    let known = Mutex<[RunSuspended.Wait]>([])
}

extension Limits {
    /// The limits with less time, as some of it has passed before.
    fileprivate func less(_ spent: Duration) -> Limits {
        var limits = self
        limits.time = time.map { max(.zero, $0 - spent) }
        return limits
    }
}

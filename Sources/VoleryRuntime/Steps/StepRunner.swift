internal import VoleryCore
internal import VoleryWorkflow

/// Runs one step: decides whether, then each element, with what its modifiers say.
///
/// For each element `on_error` stands around `retry`, that around `timeout`, that around the rest.
struct StepRunner: Sendable {
    let run: RunContext
    let frame: Frame
    let step: Step
    /// Its keys in the file.
    let path: String
    let address: Address
    /// The same without tries.
    let name: Address
    /// The results of the steps that it names.
    let results: [String: StepResult]
    let parent: Ledger.AccountID

    private var scope: Scope { Scope(run, frame, results: results) }

    /// Runs the step to its end.
    ///
    /// - Throws: `RunError` when it fails for good and nothing in it catches that.
    func result() async throws -> StepResult {
        let start = run.time.now
        let account = run.budget.open(within: parent, limits: step.limits)
        defer { run.budget.close(account) }
        var result: StepResult
        do {
            try skip(run.transcript.record.cut(at: address), at: address, account)
            result = try await ownLimits(of: account) {
                let expired = RunError(.limit, "the time limit is reached", at: address, path: "\(path).limits.time")
                return try await withWorkingTimeLimit(step.limits.time, in: run.time, expired: { expired }) {
                    try await decide(account)
                }
            }
        } catch let error as RunError {
            result = try caught(error, at: address, named: name, in: scope) {
                note(StepResult(status: .failed, error: error), at: address, since: start, account)
            }
        }
        note(result, at: address, since: start, account)
        result.usage = run.budget.usage(of: account)
        // What an expression may have seen stays so.
        result.seconds = run.transcript.record.seconds(at: address) ?? (run.time.now - start).seconds
        return result
    }

    private func note(
        _ result: StepResult,
        at address: Address,
        since start: Duration,
        _ account: Ledger.AccountID
    ) {
        run.transcript.note(
            .stepEnded(
                status: result.status,
                output: result.output,
                error: result.error,
                usage: run.budget.usage(of: account),
                seconds: (run.time.now - start).seconds
            ),
            at: address
        )
    }

    /// What a time or a limit cut short before the run was interrupted stays so, and what it spent counts.
    private func skip(_ cut: RunError?, at address: Address, _ account: Ledger.AccountID) throws {
        guard let cut else { return }
        let usage = run.transcript.record.usage(below: address)
        run.budget.book(Spending(tokens: usage.tokens, cost: usage.cost ?? .zero), usage: usage, on: account)
        throw cut
    }

    private func decide(_ account: Ledger.AccountID) async throws -> StepResult {
        guard step.required.allSatisfy({ results[$0]?.output != nil }) else { return .skipped }
        let scope = scope
        if let condition = step.condition {
            let value = try run.evaluating("\(path).if", at: address) { try condition.evaluate(in: scope) }
            guard case .bool(let isTrue) = value else {
                throw RunError(
                    .expression,
                    "`if` gives \(value.shortDescription), not true or false",
                    at: address,
                    path: "\(path).if"
                )
            }
            if !isTrue { return .skipped }
        }
        run.transcript.note(
            .stepStarted(kind: step.kind.name, detail: step.kind.detail(in: frame.workflow.workflow)),
            at: address
        )
        guard let forEach = step.forEach else {
            return try await outcome(in: scope, at: address, named: name, within: account)
        }
        return try await elements(forEach, scope, account)
    }

    private func elements(
        _ forEach: Step.ForEach,
        _ scope: Scope,
        _ account: Ledger.AccountID
    ) async throws -> StepResult {
        let list = try run.evaluating("\(path).for_each", at: address) { try forEach.list.evaluate(in: scope) }
        guard case .array(let elements) = list else {
            throw RunError(
                .expression,
                "`for_each` gives \(list.shortDescription), not a list",
                at: address,
                path: "\(path).for_each"
            )
        }
        let outcomes = try await withWindow(of: forEach.maxParallel, over: elements) { index, element in
            try await self.element(index, element, forEach, scope, account)
        }
        let kept = outcomes.indices.filter { outcomes[$0].output != nil }
        return StepResult(
            status: .completed,
            output: .array(kept.compactMap { outcomes[$0].output }),
            said: .all(kept.map { outcomes[$0].said })
        )
    }

    private func element(
        _ index: Int,
        _ element: JSONValue,
        _ forEach: Step.ForEach,
        _ scope: Scope,
        _ account: Ledger.AccountID
    ) async throws -> StepResult {
        var scope = scope
        scope.bind(forEach.name, to: element)
        scope.bind("index", to: .int(index))
        let (address, name) = (address.element(index), name.element(index))
        let start = run.time.now
        run.transcript.note(
            .stepStarted(kind: step.kind.name, detail: step.kind.detail(in: frame.workflow.workflow)),
            at: address
        )
        let own = run.budget.open(within: account, limits: .none)
        defer { run.budget.close(own) }
        do {
            let result = try await outcome(in: scope, at: address, named: name, within: own)
            note(result, at: address, since: start, own)
            return result
        } catch let error as RunError {
            note(StepResult(status: .failed, error: error), at: address, since: start, own)
            throw error
        }
    }

    /// What a failure comes to by `on_error`; `onFail` is told of one that goes on.
    private func caught(
        _ error: RunError,
        at address: Address,
        named name: Address,
        in scope: Scope,
        orFail onFail: () -> Void = {}
    ) throws -> StepResult {
        switch step.onError {
        case .fail:
            onFail()
            throw error
        case .skip:
            return StepResult(status: .failed, error: error)
        case .value(let template):
            var scope = scope
            scope.bind("error", to: error.inExpressions)
            let value = try run.evaluating("\(path).on_error.value", at: address) { try template.value(in: scope) }
            let said = Said.message(from: nil, at: name, value)
            return StepResult(status: .failed, output: value, error: error, said: said)
        }
    }

    private func outcome(
        in scope: Scope,
        at address: Address,
        named name: Address,
        within account: Ledger.AccountID
    ) async throws -> StepResult {
        do {
            let outcome = try await tries(in: scope, at: address, named: name, within: account)
            let status = outcome.output == nil ? StepStatus.skipped : .completed
            return StepResult(status: status, output: outcome.output, said: outcome.said)
        } catch let error as RunError {
            return try caught(error, at: address, named: name, in: scope)
        }
    }

    private func tries(
        in scope: Scope,
        at address: Address,
        named name: Address,
        within account: Ledger.AccountID
    ) async throws -> StepAttempt.Outcome {
        var number = 1
        try skip(run.transcript.record.cut(at: address), at: address, account)
        while true {
            let current = address.attempt(number)
            let attempt = StepAttempt(
                run: run,
                frame: frame,
                step: step,
                path: path,
                results: results,
                scope: scope,
                address: current,
                name: name,
                account: account
            )
            let expired = RunError(
                .timeout,
                "the step took longer than its timeout",
                at: current,
                path: "\(path).timeout"
            )
            do {
                try skip(run.transcript.record.cutTry(at: current), at: current, account)
                return try await withinTimeout(at: current, expired) { try await attempt.outcome() }
            } catch let error as RunError {
                guard let retry = step.retry, number <= retry.max, retry.on.contains(error.code) else { throw error }
                let wait = retry.wait(after: number, chance: run.random.unit(at: current))
                run.transcript.note(.stepRetried(error: error, seconds: wait.seconds), at: current)
                let since = run.time.secondsSince1970
                let left = run.transcript.record.retryTime(after: current).map { Duration.seconds(max(0, $0 - since)) }
                try await run.time.sleep(for: min(wait, left ?? wait))
                number += 1
            }
        }
    }

    /// Does a try of the step within its `timeout`, of which some may have passed before the run went on.
    private func withinTimeout(
        at address: Address,
        _ expired: RunError,
        _ work: @escaping @Sendable () async throws -> StepAttempt.Outcome
    ) async throws -> StepAttempt.Outcome {
        guard let timeout = step.timeout else { return try await work() }
        let now = run.time.secondsSince1970
        let left = timeout - .seconds(run.transcript.record.secondsUnderWay(at: address, now: now))
        guard left > .zero else { throw expired }
        return try await StepDeadline.$current.withValue(StepDeadline.nearer(now + left.seconds)) {
            try await withTimeLimit(left, in: run.time, expired: { expired }, work)
        }
    }
}

extension Step.Retry {
    /// How long to wait after a try that failed: doubled each time, less up to half of it by chance.
    func wait(after number: Int, chance: Double) -> Duration {
        let doubled = backoff.lowerBound * (1 << min(number - 1, 20))
        return min(doubled, backoff.upperBound) * (1 - chance / 2)
    }
}

extension Step.Kind {
    /// What to show beside the kind: the agent's or tool's name.
    func detail(in workflow: Workflow) -> String? {
        switch self {
        case .agent(let step): workflow.agents[step.agent]?.name
        case .tool(let step): step.grant.tool
        case .workflow(let step): step.workflow.name
        case .value, .ask, .wait, .fail, .choice, .group: nil
        }
    }
}

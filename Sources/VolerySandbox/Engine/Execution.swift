import CSandbox
import Glibc

/// One sandbox while it lasts: does what its ``SandboxState`` says.
///
/// Only the reactor's thread touches it.
struct Execution: Sendable {
    /// How long a sandbox may take to be built; it takes milliseconds on a machine that isn't overloaded.
    private static let buildTime = Duration.seconds(30)
    private static let memoryInterval = Duration.milliseconds(100)
    /// How long to look for the end of a process group that a foreign process 1 may never reap.
    private static let groupTime = Duration.seconds(1)

    let id: UInt64
    private let sandbox: StartedSandbox
    private let limits: SandboxLimits
    private let network: SandboxNetwork?
    private let finish: @Sendable (Result<SandboxResult, SandboxError>, StartedSandbox) -> Void
    private var state = SandboxState()
    private var output: CapturedOutput
    private var errors: CapturedOutput
    private var inside: (process: Int32, descriptor: Descriptor)?
    private var isReaped = false
    private var status: Int32?
    private var processorTime = Duration.zero
    private var released: ContinuousClock.Instant?
    private var deadline: ContinuousClock.Instant
    private var nextLook: ContinuousClock.Instant?
    private var groupDeadline: ContinuousClock.Instant?

    init(
        id: UInt64,
        _ sandbox: StartedSandbox,
        limits: SandboxLimits,
        network: SandboxNetwork?,
        finish: @escaping @Sendable (Result<SandboxResult, SandboxError>, StartedSandbox) -> Void
    ) {
        self.id = id
        self.sandbox = sandbox
        self.limits = limits
        self.network = network
        self.finish = finish
        output = CapturedOutput(limit: limits.output)
        errors = CapturedOutput(limit: limits.output)
        deadline = sandbox.started + Self.buildTime
    }

    var isOver: Bool { state.phase == .over }
}

extension Execution {
    mutating func watch(_ poll: Descriptor) {
        let watched: [(Descriptor, EventName.Source)] = [
            (sandbox.output, .output), (sandbox.errors, .errors), (sandbox.ready, .ready),
            (sandbox.processDescriptor, .process),
        ]
        for (descriptor, source) in watched where !poll.watch(descriptor, as: EventName(id, source).rawValue) {
            stop(.failure(SandboxError(.notStarted, "The sandbox can't be watched: \(SystemError.last.words).")), poll)
        }
    }

    mutating func handle(_ source: EventName.Source, _ poll: Descriptor) {
        switch source {
        case .output: take(sandbox.output, \.output, .output, poll)
        case .errors: take(sandbox.errors, \.errors, .errors, poll)
        case .ready: hearGate(poll)
        case .process: endProcess(poll)
        case .inside: endInside(poll)
        }
    }

    mutating func stop(_ cause: SandboxState.Cause, _ poll: Descriptor) {
        perform(state.handle(.stop(cause)), poll)
    }

    private mutating func perform(_ actions: [SandboxState.Action], _ poll: Descriptor) {
        for action in actions {
            switch action {
            case .release: release(poll)
            case .kill: kill(poll)
            case .finish: end()
            }
        }
    }
}

// MARK: Start

extension Execution {
    private mutating func hearGate(_ poll: Descriptor) {
        var byte: UInt8 = 0
        let count = read(sandbox.ready.number, &byte, 1)
        if count < 0, errno == EAGAIN || errno == EINTR { return }
        poll.unwatch(sandbox.ready)
        if count == 1 { perform(state.handle(.stands), poll) }
    }

    private mutating func release(_ poll: Descriptor) {
        findInside(poll)
        do throws(SandboxError) {
            try inspect()
            try openNetwork()
        } catch {
            return stop(.failure(error), poll)
        }
        let now = ContinuousClock.now
        released = now
        deadline = now + limits.time
        nextLook = now + Self.memoryInterval
        _ = write(sandbox.go.number, "G", 1)
    }

    private func inspect() throws(SandboxError) {
        guard sandbox.tier == .bubblewrap else { return }
        guard let inside else {
            throw SandboxError(.notStarted, "The sandbox's first process can't be found in /proc.")
        }
        try MountInspection(process: inside.process, exposures: sandbox.exposures).check()
    }

    /// Opens the way out in the sandbox's own network, and hands it over.
    private func openNetwork() throws(SandboxError) {
        guard let network, let inside else { return }
        let listener = csandbox_listen_in_network(inside.process, UInt16(SandboxNetwork.port), 64)
        guard listener >= 0 else {
            let words = SystemError(number: -listener).words
            throw SandboxError(.notStarted, "The sandbox's network can't be reached from here: \(words).")
        }
        // Its number has not come to mean another process, whose network this would be.
        guard csandbox_signal_process(inside.descriptor.number, 0) == 0 else {
            close(listener)
            throw SandboxError(.notStarted, "The sandbox ended before its network was there.")
        }
        network.answer(listener)
    }

    /// Takes hold of the first process inside, whose end is the end of all of them.
    private mutating func findInside(_ poll: Descriptor) {
        guard sandbox.tier == .bubblewrap, inside == nil, let process = ProcessTree.children(of: sandbox.process).first
        else { return }
        let opened = csandbox_open_process(process)
        guard opened >= 0 else { return }
        let descriptor = Descriptor(owning: opened)
        // It was a child after it was opened too: so the number has not come to mean another process.
        guard ProcessTree.children(of: sandbox.process).contains(process) else { return }
        guard poll.watch(descriptor, as: EventName(id, .inside).rawValue) else { return }
        inside = (process, descriptor)
        state.awaitInside()
    }
}

// MARK: While it runs

extension Execution {
    /// When there is something to do without an event.
    var nextDeadline: ContinuousClock.Instant {
        switch state.phase {
        case .starting: deadline
        case .running: min(deadline, nextLook ?? deadline)
        case .ending, .over: groupDeadline.map { min($0, .now + .milliseconds(1)) } ?? .now + .seconds(1)
        }
    }

    mutating func keepTime(_ now: ContinuousClock.Instant, _ poll: Descriptor) {
        switch state.phase {
        case .starting where now >= deadline:
            let message = "The sandbox was not built within \(Self.buildTime); the machine may be overloaded."
            stop(.failure(SandboxError(.notStarted, message)), poll)
        case .running where now >= deadline:
            stop(.reason(.timeout), poll)
        case .running:
            lookAtMemory(now, poll)
        case .ending:
            lookForGroup(now, poll)
        case .starting, .over:
            break
        }
    }

    private mutating func lookAtMemory(_ now: ContinuousClock.Instant, _ poll: Descriptor) {
        guard let look = nextLook, now >= look else { return }
        nextLook = now + Self.memoryInterval
        let processes = members
        note(processes.reduce(.zero) { $0 + (ProcessTree.processorTime(of: $1) ?? .zero) })
        if ProcessTree.memory(of: processes, limit: limits.memory) > limits.memory { stop(.reason(.memory), poll) }
    }

    /// The processes of the command.
    private var members: [Int32] {
        if let inside { return ProcessTree.all(from: inside.process) }
        return sandbox.tier == .bubblewrap ? [] : ProcessTree.group(sandbox.process)
    }

    private mutating func take(
        _ pipe: Descriptor,
        _ stream: WritableKeyPath<Execution, CapturedOutput>,
        _ awaited: SandboxState.Awaited,
        _ poll: Descriptor
    ) {
        let count = withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
            let count = read(pipe.number, buffer.baseAddress, buffer.count)
            if count > 0 { self[keyPath: stream].append(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
            return count
        }
        if count < 0, errno == EAGAIN || errno == EINTR { return }
        if count > 0 {
            if self[keyPath: stream].total > limits.fatalOutput { stop(.reason(.output), poll) }
            return
        }
        poll.unwatch(pipe)
        perform(state.handle(.ended(awaited)), poll)
    }
}

// MARK: End

extension Execution {
    /// Kills the process group, in which is all that bubblewrap made, and with it everything inside.
    ///
    /// The group's number is still ours: its leader has not been reaped.
    private mutating func kill(_ poll: Descriptor) {
        if !isReaped {
            findInside(poll)
            Glibc.kill(-sandbox.process, SIGKILL)
        }
        if let inside { _ = csandbox_signal_process(inside.descriptor.number, SIGKILL) }
    }

    private mutating func endProcess(_ poll: Descriptor) {
        if let inside { note(ProcessTree.processorTime(of: inside.process) ?? .zero) }
        Glibc.kill(-sandbox.process, SIGKILL)
        var status: Int32 = 0
        var usage = rusage()
        let reaped = csandbox_reap(sandbox.process, &status, &usage)
        guard reaped != 0 else { return }
        poll.unwatch(sandbox.processDescriptor)
        isReaped = true
        if reaped > 0 {
            self.status = status
            processorTime += usage.ru_utime.duration + usage.ru_stime.duration
        }
        if inside == nil { groupDeadline = .now + Self.groupTime }
        perform(state.handle(.processEnded), poll)
    }

    private mutating func endInside(_ poll: Descriptor) {
        guard let inside else { return }
        poll.unwatch(inside.descriptor)
        _ = csandbox_reap_adopted(inside.descriptor.number)
        perform(state.handle(.ended(.inside)), poll)
    }

    private mutating func lookForGroup(_ now: ContinuousClock.Instant, _ poll: Descriptor) {
        guard let groupDeadline else { return }
        guard now >= groupDeadline || Glibc.kill(-sandbox.process, 0) != 0 else { return }
        self.groupDeadline = nil
        perform(state.handle(.ended(.group)), poll)
    }

    /// Keeps the largest sum seen: the processes that end last take theirs along.
    private mutating func note(_ time: Duration) {
        processorTime = max(processorTime, time)
    }

    private func end() {
        switch state.cause {
        case .failure(let error): finish(.failure(error), sandbox)
        case .neverStood: finish(.failure(neverStood), sandbox)
        case .reason(let reason): finish(.success(result(.stopped(reason))), sandbox)
        case nil: finish(.success(result(ending)), sandbox)
        }
    }

    private var ending: SandboxResult.Ending {
        guard let status else { return .unknown }
        return csandbox_exited(status) != 0
            ? .exited(csandbox_exit_code(status)) : .signalled(csandbox_signal(status))
    }

    private func result(_ ending: SandboxResult.Ending) -> SandboxResult {
        SandboxResult(
            ending: ending,
            output: output,
            errors: errors,
            elapsed: .now - (released ?? sandbox.started),
            processorTime: processorTime,
            tier: sandbox.tier,
            quarantined: []
        )
    }

    private var neverStood: SandboxError {
        let said = String(decoding: errors.bytes, as: UTF8.self).split(separator: "\n").joined(separator: "; ")
        return SandboxUnavailable(said: said.isEmpty ? "it said nothing" : said, tier: sandbox.tier).error
    }
}

extension timeval {
    fileprivate var duration: Duration { .seconds(tv_sec) + .microseconds(tv_usec) }
}

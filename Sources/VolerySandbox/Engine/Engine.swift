import Glibc
import Synchronization

/// What all sandboxes of a process share: the thread that starts them, the one that watches them, and their number.
final class Engine: Sendable {
    private let spawner: Spawner
    private let reactor: Reactor
    private let slots: Slots
    private let numbers = Atomic<UInt64>(0)

    /// The process's engine, which starts with the first sandbox.
    static let shared = Result { () throws(SystemError) in try Engine() }

    init() throws(SystemError) {
        spawner = try Spawner()
        reactor = try Reactor()
        slots = Slots(count: 2 * max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }

    /// Runs a command to the end of its last process; nil when the task was cancelled before it started.
    func run(_ launch: Launch) async throws(SandboxError) -> SandboxResult? {
        let result = await slots.withSlot { await run(Ticket(number: nextNumber()), launch) }
        return try (result ?? nil)?.get()
    }

    private func nextNumber() -> UInt64 {
        numbers.add(1, ordering: .relaxed).newValue
    }

    private func run(_ ticket: Ticket, _ launch: Launch) async -> Result<SandboxResult, SandboxError>? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                spawner.perform { self.start(ticket, launch) { continuation.resume(returning: $0) } }
            }
        } onCancel: {
            ticket.cancel()
            reactor.send(.cancel(ticket.number))
        }
    }

    private func start(
        _ ticket: Ticket,
        _ launch: Launch,
        finish: @escaping @Sendable (Result<SandboxResult, SandboxError>?) -> Void
    ) {
        guard !ticket.isCancelled else { return finish(nil) }
        do {
            let sandbox = try launch.start()
            let execution = Execution(
                id: ticket.number,
                sandbox,
                limits: launch.command.limits,
                network: launch.network
            ) { result, sandbox in
                self.spawner.perform { finish(launch.settle(result, sandbox)) }
            }
            reactor.send(.adopt(execution))
            // A cancellation before this found nothing to cancel.
            if ticket.isCancelled { reactor.send(.cancel(ticket.number)) }
        } catch {
            finish(.failure(error))
        }
    }
}

/// One wait for a command.
private final class Ticket: Sendable {
    let number: UInt64
    private let cancelled = Atomic(false)

    init(number: UInt64) {
        self.number = number
    }

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() {
        cancelled.store(true, ordering: .releasing)
    }
}

import CSandbox
import Glibc
import Synchronization

/// The one thread that watches all sandboxes: reads what they write, keeps their time, kills and reaps them.
final class Reactor: Sendable {
    enum Command: Sendable {
        case adopt(Execution)
        case cancel(UInt64)
    }

    private let commands = Mutex<[Command]>([])
    private let bell: Bell
    private let poll: Descriptor

    init() throws(SystemError) {
        bell = try Bell(blocking: false)
        let number = epoll_create1(O_CLOEXEC)
        guard number >= 0 else { throw SystemError.last }
        poll = Descriptor(owning: number)
        guard poll.watch(bell.descriptor, as: .max) else { throw SystemError.last }
        try PermanentThread.start("volery-watch") { [self] in work() }
    }

    /// Hands a command to the thread.
    func send(_ command: Command) {
        commands.withLock { $0.append(command) }
        bell.ring()
    }

    private func work() {
        var executions: [UInt64: Execution] = [:]
        var events = [epoll_event](repeating: epoll_event(), count: 64)
        while true {
            let count = epoll_wait(poll.number, &events, Int32(events.count), Self.patience(executions.values))
            for event in events.prefix(Int(max(0, count))) {
                handle(EventName(rawValue: event.data.u64), in: &executions)
            }
            for command in takeCommands() { handle(command, in: &executions) }
            let now = ContinuousClock.now
            for id in executions.keys { executions[id]?.keepTime(now, poll) }
            executions = executions.filter { !$0.value.isOver }
        }
    }

    private func handle(_ name: EventName, in executions: inout [UInt64: Execution]) {
        guard name.rawValue != .max else { return bell.answer() }
        executions[name.execution]?.handle(name.source, poll)
    }

    private func handle(_ command: Command, in executions: inout [UInt64: Execution]) {
        switch command {
        case .adopt(let execution):
            executions[execution.id] = execution
            executions[execution.id]?.watch(poll)
        case .cancel(let id):
            executions[id]?.stop(.reason(.cancelled), poll)
        }
    }

    private func takeCommands() -> [Command] {
        commands.withLock { commands in
            defer { commands = [] }
            return commands
        }
    }

    /// Milliseconds until the next thing to do without an event, rounded up; -1 for ever.
    private static func patience(_ executions: some Collection<Execution>) -> Int32 {
        guard let next = executions.map(\.nextDeadline).min() else { return -1 }
        let left = (next - .now).components
        let milliseconds = left.seconds * 1000 + (left.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(clamping: max(0, milliseconds))
    }
}

/// What an event is about: an execution, and which of its descriptors.
struct EventName: RawRepresentable {
    enum Source: UInt64, CaseIterable {
        case output, errors, ready, process, inside
    }

    var rawValue: UInt64

    init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    init(_ execution: UInt64, _ source: Source) {
        rawValue = execution << 3 | source.rawValue
    }

    var execution: UInt64 { rawValue >> 3 }
    var source: Source { Source(rawValue: rawValue & 7) ?? .process }
}

extension Descriptor {
    /// Has this `epoll` tell when a descriptor can be read.
    func watch(_ other: Descriptor, as name: UInt64) -> Bool {
        var event = epoll_event()
        event.events = EPOLLIN.rawValue
        event.data.u64 = name
        return epoll_ctl(number, EPOLL_CTL_ADD, other.number, &event) == 0
    }

    func unwatch(_ other: Descriptor) {
        epoll_ctl(number, EPOLL_CTL_DEL, other.number, nil)
    }
}

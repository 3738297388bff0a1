import Testing

@testable import VoleryHTTP

@Suite("What the network brings meets what the reader wants, in any order")
struct TransferMachineTests {
    private typealias Machine = TransferMachine<Int, Int>

    private static let head = ResponseHead(status: 200, isHTTP2: false, headers: [:])
    private let now = ContinuousClock.now

    private func delivery(
        head: Bool = false,
        _ bytes: [UInt8] = [],
        heldBack: Bool = false,
        end: Machine.End? = nil
    ) -> Machine.Delivery {
        Machine.Delivery(head: head ? Self.head : nil, bytes: bytes, isHeldBack: heldBack, end: end)
    }

    /// What a reader gets at once: bytes, the end as no bytes, or nothing if it has to wait.
    private func read(_ machine: inout Machine, reader: Int = 9) throws -> (bytes: [UInt8]??, goesOn: Bool) {
        let (answer, goesOn) = machine.readBody(reader, since: now)
        switch answer {
        case .later: return (nil, goesOn)
        case .now(let result): return (.some(try result.get()), goesOn)
        }
    }

    private func takeHead(_ machine: inout Machine) throws {
        guard case .now(let result) = machine.readHead(1) else {
            Issue.record("The head is here, and its reader has to wait.")
            return
        }
        #expect(try result.get().status == 200)
    }

    @Test("A reader that came first gets the head when it comes")
    func headLater() throws {
        var machine = Machine()
        guard case .later = machine.readHead(7) else {
            Issue.record("There is no head yet.")
            return
        }
        let delivered = machine.deliver(delivery(head: true))
        #expect(delivered.head?.0 == 7)
        #expect(try delivered.head?.1.get().status == 200)
    }

    @Test("A head that came first waits for its reader, with the bytes behind it")
    func headFirst() throws {
        var machine = Machine()
        #expect(machine.deliver(delivery(head: true, [1])).head == nil)
        #expect(machine.deliver(delivery([2, 3], end: .complete)).body == nil)
        try takeHead(&machine)
        #expect(try read(&machine).bytes == .some([1, 2, 3]))
        #expect(try read(&machine).bytes == .some(nil))
        #expect(try read(&machine).bytes == .some(nil))
    }

    @Test("A reader that waits for bytes gets all that comes, and its clock runs from when it came")
    func bytesLater() throws {
        var machine = Machine()
        _ = machine.deliver(delivery(head: true))
        try takeHead(&machine)
        #expect(machine.waitingSince == nil)
        #expect(try read(&machine, reader: 5).bytes == nil)
        #expect(machine.waitingSince == now)
        let delivered = machine.deliver(delivery([1, 2]))
        #expect(delivered.body?.0 == 5)
        #expect(try delivered.body?.1.get() == [1, 2])
        #expect(machine.waitingSince == nil)
    }

    @Test("An end wakes a waiting reader with no bytes")
    func endLater() throws {
        var machine = Machine()
        _ = machine.deliver(delivery(head: true))
        try takeHead(&machine)
        #expect(try read(&machine).bytes == nil)
        let delivered = machine.deliver(delivery(end: .complete))
        #expect(try delivered.body?.1.get() == .some(nil))
        let isUnderWay = machine.isUnderWay
        #expect(!isUnderWay)
    }

    @Test("Bytes before a failure are read first, whoever came first")
    func failureBehindBytes() throws {
        var machine = Machine()
        _ = machine.deliver(delivery(head: true, [1]))
        _ = machine.deliver(delivery([2], end: .failed(HTTPError(.connectionLost))))
        try takeHead(&machine)
        #expect(try read(&machine).bytes == .some([1, 2]))
        #expect(throws: HTTPError(.connectionLost)) { try read(&machine) }
        #expect(throws: HTTPError(.connectionLost)) { try read(&machine) }
    }

    @Test("A failure before the head is what the head's reader gets")
    func failureBeforeHead() {
        var machine = Machine()
        _ = machine.readHead(3)
        let delivered = machine.deliver(delivery(end: .failed(HTTPError(.couldNotConnect))))
        #expect(delivered.head?.0 == 3)
        #expect(throws: HTTPError(.couldNotConnect)) { try delivered.head?.1.get() }
    }

    @Test("The room shrinks as bytes wait, and a network that holds back goes on when they are read")
    func backPressure() throws {
        var machine = Machine()
        #expect(machine.deliver(delivery(head: true)).room == Machine.window)
        let half = [UInt8](repeating: 0, count: Machine.window / 2)
        #expect(machine.deliver(delivery(half)).room == Machine.window / 2)
        let full = machine.deliver(delivery(half, heldBack: true))
        #expect(full.room == 0)
        #expect(!full.goesOn)
        try takeHead(&machine)
        let (bytes, goesOn) = try read(&machine)
        #expect(bytes??.count == Machine.window)
        #expect(goesOn)
        #expect(try read(&machine).goesOn == false)
    }

    @Test("A network that held back while the reader came goes on at once")
    func heldBackAsReaderWaits() throws {
        var machine = Machine()
        _ = machine.deliver(delivery(head: true))
        try takeHead(&machine)
        _ = try read(&machine)
        let delivered = machine.deliver(delivery([1], heldBack: true))
        #expect(delivered.goesOn)
        #expect(delivered.room == Machine.window)
    }

    @Test("Leaving wakes whoever waits, tells the network to stop, and keeps its error")
    func leaving() throws {
        var waitingForHead = Machine()
        _ = waitingForHead.readHead(4)
        let first = waitingForHead.leave(CancellationError())
        #expect(first.head == 4)
        #expect(first.stops)

        var waitingForBody = Machine()
        _ = waitingForBody.deliver(delivery(head: true))
        try takeHead(&waitingForBody)
        _ = try read(&waitingForBody, reader: 6)
        let second = waitingForBody.leave(CancellationError())
        #expect(second.body == 6)
        #expect(second.stops)
        #expect(throws: CancellationError.self) { try read(&waitingForBody) }
        #expect(waitingForBody.deliver(delivery([1])).room == 0)
        #expect(throws: CancellationError.self) { try read(&waitingForBody) }
    }

    @Test("Leaving after the end has nothing to stop")
    func leavingAfterEnd() throws {
        var machine = Machine()
        _ = machine.deliver(delivery(head: true, [1], end: .complete))
        try takeHead(&machine)
        #expect(!machine.leave(CancellationError()).stops)
    }

    @Test("A second reader at the same time is refused, and the first one still served")
    func twoReaders() throws {
        var machine = Machine()
        _ = machine.deliver(delivery(head: true))
        try takeHead(&machine)
        _ = try read(&machine, reader: 1)
        #expect(throws: HTTPError(.responseGone)) { try read(&machine, reader: 2) }
        #expect(machine.deliver(delivery([1])).body?.0 == 1)
    }
}

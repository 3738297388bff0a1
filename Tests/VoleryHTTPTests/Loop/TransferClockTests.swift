import Testing

@testable import VoleryHTTP

@Suite("The deadlines of a transfer")
struct TransferClockTests {
    private let start = ContinuousClock.now

    private func time(_ seconds: Double) -> ContinuousClock.Instant {
        start + .seconds(seconds)
    }

    private func clock(connect: Double? = nil, idle: Double? = nil, total: Double? = nil) -> TransferClock {
        let deadlines = Deadlines(
            connect: connect.map { .seconds($0) },
            idle: idle.map { .seconds($0) },
            total: total.map { .seconds($0) }
        )
        return TransferClock(deadlines, start: start)
    }

    private func look(
        _ clock: inout TransferClock,
        at seconds: Double,
        readerSince: Double? = nil,
        sent: Int = 0
    ) -> TransferClock.Verdict {
        clock.look(at: time(seconds), readerSince: readerSince.map(time), bytesSent: sent)
    }

    @Test("Without deadlines there is nothing to look at")
    func none() {
        var clock = clock()
        #expect(look(&clock, at: 1e9) == .look(at: nil))
        clock.connect(at: time(0))
        clock.ask(at: time(0))
        clock.answer()
        #expect(look(&clock, at: 1e9, readerSince: 0) == .look(at: nil))
    }

    @Test("While a transfer waits for its turn, only the whole counts")
    func queued() {
        var clock = clock(connect: 1, idle: 1, total: 10)
        #expect(look(&clock, at: 9) == .look(at: time(10)))
        #expect(look(&clock, at: 10) == .expired(.totalTimedOut))
    }

    @Test("Connecting has its own time, from when it begins")
    func connecting() {
        var clock = clock(connect: 2, idle: 1, total: 10)
        clock.connect(at: time(5))
        #expect(look(&clock, at: 6) == .look(at: time(7)))
        #expect(look(&clock, at: 7) == .expired(.connectTimedOut))
    }

    @Test("Waiting for the head is idle, unless the request's body still moves")
    func asking() {
        var clock = clock(connect: 2, idle: 3)
        clock.connect(at: time(0))
        clock.ask(at: time(1))
        #expect(look(&clock, at: 2) == .look(at: time(4)))
        #expect(look(&clock, at: 4, sent: 100) == .look(at: time(7)))
        #expect(look(&clock, at: 6, sent: 100) == .look(at: time(7)))
        #expect(look(&clock, at: 7, sent: 100) == .expired(.idleTimedOut))
    }

    @Test("Waiting for a part of the body is idle; doing something else isn't")
    func answering() {
        var clock = clock(idle: 3, total: 100)
        clock.answer()
        #expect(look(&clock, at: 50) == .look(at: time(53)))
        #expect(look(&clock, at: 53, readerSince: 51) == .look(at: time(54)))
        #expect(look(&clock, at: 54, readerSince: 51) == .expired(.idleTimedOut))
    }

    @Test("Where two deadlines are over, the one that was first is named")
    func both() {
        var clock = clock(idle: 3, total: 100)
        clock.answer()
        #expect(look(&clock, at: 200, readerSince: 98) == .expired(.totalTimedOut))
        #expect(look(&clock, at: 200, readerSince: 90) == .expired(.idleTimedOut))
    }
}

import Testing

@testable import VoleryHTTP

@Suite("Names and who waits for them")
struct NameBookTests {
    private let now = ContinuousClock.now
    private let address = IPAddress(.v4(0x0102_0304))

    @Test("The first to ask starts the look-up, the others wait for it")
    func oneLookUp() {
        var book = NameBook()
        #expect(book.ask("a", for: 1, at: now) == .later(startsLookUp: true))
        #expect(book.ask("a", for: 2, at: now) == .later(startsLookUp: false))
        #expect(book.ask("b", for: 3, at: now) == .later(startsLookUp: true))
        #expect(book.learn("a", [address], at: now) == [1, 2])
        #expect(book.ask("a", for: 4, at: now) == .known([address]))
    }

    @Test("An answer counts for a minute")
    func lifetime() {
        var book = NameBook()
        _ = book.learn("a", [address], at: now)
        #expect(book.ask("a", for: 1, at: now + .seconds(59)) == .known([address]))
        #expect(book.ask("a", for: 1, at: now + .seconds(60)) == .later(startsLookUp: true))
    }

    @Test("A failure isn't kept, and neither is an address that can't be reached")
    func failure() {
        var book = NameBook()
        _ = book.ask("a", for: 1, at: now)
        #expect(book.learn("a", nil, at: now) == [1])
        #expect(book.ask("a", for: 2, at: now) == .later(startsLookUp: true))
        _ = book.learn("a", [address], at: now)
        book.forget("a")
        #expect(book.ask("a", for: 3, at: now) == .later(startsLookUp: true))
    }
}

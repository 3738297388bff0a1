import Testing

@testable import VoleryCore

@Suite("Addresses name the places of a run")
struct AddressTests {
    @Test("parts are told apart by their marks")
    func text() {
        let call = Address.run.appending("research").element(2).turn(3).call(1)
        #expect(call.text == "research[2].turn3.call1")
        #expect(Address("polish").round(2).appending("review").turn(1).text == "polish#2.review.turn1")
        #expect(Address("fetch").attempt(1).text == "fetch")
        #expect(Address("fetch").attempt(2).text == "fetch~2")
    }

    @Test("they are ordered as people count")
    func order() {
        let sorted = ["a[2]", "a[10]", "a", "a.turn10", "a.turn9", "b#2", "b#11", "a[2].turn1"].map { Address($0) }
            .sorted()
        #expect(sorted.map(\.text) == ["a", "a.turn9", "a.turn10", "a[2]", "a[2].turn1", "a[10]", "b#2", "b#11"])
    }

    @Test(
        "a call knows its try, its question and what that is about",
        arguments: [("a.turn1.call1", 1), ("a~2.turn1.call1", 2), ("g~3.a~2.turn1~4.call1", 4), ("a~12", 12)]
    )
    func tries(_ text: String, _ number: Int) {
        let address = Address(text)
        #expect(address.tryNumber == number)
        #expect(address.question("ask1").subject == address)
        #expect(address.subject == address)
    }
}

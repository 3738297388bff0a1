public import VoleryCore

/// An address in which `[*]` stands for every element and `#*` for every round.
public struct AddressPattern: Sendable, Hashable {
    /// The pattern as text.
    public let text: String

    /// A pattern from its text.
    public init(_ text: String) {
        self.text = text
    }

    /// How many of its parts stand for all; fewer is more exact.
    public var stars: Int { text.utf8.count { $0 == UInt8(ascii: "*") } }

    /// Whether an address is one of those meant.
    public func matches(_ address: Address) -> Bool {
        var pattern = Array(text.utf8)[...]
        var rest = Array(address.text.utf8)[...]
        while let expected = pattern.popFirst() {
            if expected == UInt8(ascii: "*") {
                let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                guard !digits.isEmpty else { return false }
                rest = rest.dropFirst(digits.count)
            } else {
                guard rest.popFirst() == expected else { return false }
            }
        }
        return rest.isEmpty
    }
}

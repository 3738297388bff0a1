/// Where in a run something happens: `research[2].turn3.call1`, `polish#2.review.turn1`, `fetch~2`.
///
/// An address follows from the workflow's file and from recorded results alone, never from time, so it is the same
/// in every run, resume and replay. `[i]` is an element of a `for_each` (from 0), `#n` a round (from 1), `~n` a
/// further attempt (from 2). The run itself has the empty address.
public struct Address: Sendable, Hashable, Codable {
    /// The address as text.
    public let text: String

    /// An address from its text.
    public init(_ text: String) {
        self.text = text
    }

    /// The run as a whole.
    public static let run = Address("")

    /// A step below this address, a case of a `switch`, or any other named part.
    public func appending(_ name: String) -> Address {
        Address(text.isEmpty ? name : "\(text).\(name)")
    }

    /// An element of a `for_each`, from 0.
    public func element(_ index: Int) -> Address { Address("\(text)[\(index)]") }

    /// A round of a `repeat`, from 1.
    public func round(_ number: Int) -> Address { Address("\(text)#\(number)") }

    /// A request to the model, from 1.
    public func turn(_ number: Int) -> Address { appending("turn\(number)") }

    /// A tool call of a turn, from 1.
    public func call(_ number: Int) -> Address { appending("call\(number)") }

    /// A try: the first is this address itself, further ones are marked `~2`, `~3`, ….
    public func attempt(_ number: Int) -> Address { number > 1 ? Address("\(text)~\(number)") : self }
}

extension Address: CustomStringConvertible {
    /// The address as text; `run` for the run itself.
    public var description: String { text.isEmpty ? "run" : text }
}

extension Address: Comparable {
    /// Orders text by bytes and numbers by value, so that `a[2]` comes before `a[10]`.
    public static func < (lhs: Address, rhs: Address) -> Bool {
        var left = lhs.text.utf8[...]
        var right = rhs.text.utf8[...]
        while let a = left.first, let b = right.first {
            if isDigit(a), isDigit(b) {
                let (x, y) = (takeNumber(&left), takeNumber(&right))
                if x != y { return x < y }
            } else if a != b {
                return a < b
            } else {
                left.removeFirst()
                right.removeFirst()
            }
        }
        return left.isEmpty && !right.isEmpty
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func takeNumber(_ text: inout Substring.UTF8View) -> UInt64 {
        var number: UInt64 = 0
        while let byte = text.first, isDigit(byte) {
            number = number &* 10 &+ UInt64(byte - 0x30)
            text.removeFirst()
        }
        return number
    }
}

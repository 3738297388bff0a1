/// Where in a run something happens: `research[2].turn3.call1`, `polish#2.review.turn1`, `fetch~2`.
///
/// An address follows from the workflow's file and from recorded results alone, never from time, so it is the same
/// in every run, resume and replay. `[i]` is an element of a `for_each` (from 0), `#n` a round (from 1), `~n` a
/// further attempt (from 2), `@name` a question about a call, or a file of a prompt. The run itself has the empty address.
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

    /// A question about the call at this address, by a name that tells the questions of one call apart.
    public func question(_ name: String) -> Address { Address("\(text)@\(name)") }

    /// What a question is about: the call, or this address itself if it is none of a call.
    public var subject: Address {
        guard let mark = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return self }
        return Address(String(text[..<mark]))
    }

    /// A try: the first is this address itself, further ones are marked `~2`, `~3`, ….
    public func attempt(_ number: Int) -> Address { number > 1 ? Address("\(text)~\(number)") : self }
}

extension Address: CustomStringConvertible {
    /// The address as text; `run` for the run itself.
    public var description: String { text.isEmpty ? "run" : text }
}

extension Address {
    /// Whether this is another address, or something within it; the tries of a step are within the first.
    package func isAtOrBelow(_ other: Address) -> Bool {
        guard text.utf8.starts(with: other.text.utf8) else { return false }
        guard let next = text.utf8.dropFirst(other.text.utf8.count).first else { return true }
        return other == .run || ".[#~@".utf8.contains(next)
    }

    /// The address without the numbers of tries: `fetch~2.turn1` is a turn of `fetch`.
    package var withoutTries: Address {
        guard text.utf8.contains(UInt8(ascii: "~")) else { return self }
        var kept: [UInt8] = []
        var isTry = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: "~") {
                isTry = true
            } else if !(isTry && Self.isDigit(byte)) {
                isTry = false
                kept.append(byte)
            }
        }
        return Address(String(decoding: kept, as: UTF8.self))
    }
}

extension Address {
    /// The number of the innermost try that this belongs to; 1 where nothing was tried again.
    var tryNumber: Int {
        guard let mark = text.utf8.lastIndex(of: UInt8(ascii: "~")) else { return 1 }
        let digits = text.utf8[text.utf8.index(after: mark)...].prefix(while: Self.isDigit)
        return Int(String(Substring(digits))) ?? 1
    }
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

    fileprivate static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func takeNumber(_ text: inout Substring.UTF8View) -> UInt64 {
        var number: UInt64 = 0
        while let byte = text.first, isDigit(byte) {
            number = number &* 10 &+ UInt64(byte - 0x30)
            text.removeFirst()
        }
        return number
    }
}

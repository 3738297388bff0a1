public import VoleryCore

/// Runs the one step whose key equals a value.
public struct SwitchStep: Sendable {
    /// Gives the value.
    public var subject: Expression
    /// The steps to choose from; the id of each is its key's text.
    public var cases: [Case]
    /// What is done where no key equals the value; its id is `default`.
    public var defaultStep: Step?

    /// A choice between steps.
    public init(subject: Expression, cases: [Case], defaultStep: Step? = nil) {
        self.subject = subject
        self.cases = cases
        self.defaultStep = defaultStep
    }

    /// One of the steps.
    public struct Case: Sendable {
        /// The value for which it is done.
        public var key: Key
        /// What is done.
        public var step: Step

        /// A step for a value.
        public init(key: Key, step: Step) {
            self.key = key
            self.step = step
        }
    }

    /// A value that a case is for.
    public enum Key: Sendable, Hashable, CustomStringConvertible {
        /// A text.
        case text(String)
        /// A whole number.
        case integer(Int)
        /// True or false.
        case boolean(Bool)

        /// Whether a value is the one meant; a number counts as whole if it has no fraction.
        public func equals(_ value: JSONValue) -> Bool {
            switch (self, value) {
            case (.text(let text), .string(let other)): text == other
            case (.integer(let number), .int(let other)): number == other
            case (.integer(let number), .double(let other)): Double(number) == other
            case (.boolean(let truth), .bool(let other)): truth == other
            default: false
            }
        }

        /// The key as a part of an address: what is no letter, digit, `_` or `-` is percent-encoded.
        package var addressPart: String {
            let digits = Array("0123456789ABCDEF".utf8)
            let bytes = description.utf8.flatMap { byte -> [UInt8] in
                let isPlain = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                guard !isPlain, byte != UInt8(ascii: "_"), byte != UInt8(ascii: "-") else { return [byte] }
                return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
            return String(decoding: bytes, as: UTF8.self)
        }

        /// The key as it is written.
        public var description: String {
            switch self {
            case .text(let text): text
            case .integer(let number): String(number)
            case .boolean(let truth): String(truth)
            }
        }
    }

    /// The step for a value; `nil` if there is none.
    public func step(for value: JSONValue) -> Step? {
        cases.first { $0.key.equals(value) }?.step ?? defaultStep
    }
}

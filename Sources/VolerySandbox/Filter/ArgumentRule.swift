/// Refuses a system call for what its arguments are; only their low 32 bits, which is all that the kernel uses of them.
struct ArgumentRule: Sendable {
    /// What is asked of one argument.
    enum Condition: Sendable {
        case anySet(UInt32, ofArgument: UInt32)
        case isOne(of: [UInt32], argument: UInt32)
        case isNone(of: [UInt32], argument: UInt32)
    }

    let call: SystemCall
    /// Ends with a verdict on every way through it.
    let instructions: [FilterInstruction]

    /// Refuses a call when `condition` holds; without the precondition it is allowed.
    init(_ call: SystemCall, if precondition: Condition? = nil, when condition: Condition) {
        self.call = call
        let refusal = condition.load + condition.test(then: [.finish(.refuse)], else: [.finish(.allow)])
        instructions =
            precondition.map { $0.load + $0.test(then: refusal, else: [.finish(.allow)]) } ?? refusal
    }

    /// Refuses a call unless all conditions hold.
    init(_ call: SystemCall, unless conditions: [Condition]) {
        self.call = call
        instructions = conditions.reversed().reduce([.finish(.allow)]) { rest, condition in
            condition.load + condition.test(then: rest, else: [.finish(.refuse)])
        }
    }
}

extension ArgumentRule.Condition {
    fileprivate var load: [FilterInstruction] {
        switch self {
        case .anySet(_, let argument), .isOne(_, let argument), .isNone(_, let argument):
            // The arguments lie at 16, eight bytes each, low half first on both architectures.
            [.load(offset: 16 + 8 * argument)]
        }
    }

    fileprivate func test(
        then matched: [FilterInstruction],
        else otherwise: [FilterInstruction]
    ) -> [FilterInstruction] {
        switch self {
        case .anySet(let mask, _):
            [.jumpIfAnySet(mask, else: UInt8(matched.count))] + matched + otherwise
        case .isOne(let values, _):
            Self.compare(values, behind: matched.count) + matched + otherwise
        case .isNone(let values, _):
            Self.compare(values, behind: otherwise.count) + otherwise + matched
        }
    }

    /// Falls through when one of the values is there, and else skips what follows.
    private static func compare(_ values: [UInt32], behind skipped: Int) -> [FilterInstruction] {
        values.enumerated().map { index, value in
            let left = values.count - 1 - index
            return .jumpIfEqual(value, then: UInt8(left), else: left == 0 ? UInt8(skipped) : 0)
        }
    }
}

/// One instruction of classic BPF, as `seccomp(2)` takes it: eight bytes, in the machine's byte order.
struct FilterInstruction: Equatable, Sendable {
    var code: UInt16
    /// How many instructions to skip when the comparison holds.
    var jumpIfTrue: UInt8 = 0
    var jumpIfFalse: UInt8 = 0
    var operand: UInt32

    /// Loads four bytes of the call's description (`struct seccomp_data`).
    static func load(offset: UInt32) -> Self { Self(code: 0x20, operand: offset) }

    static func jumpIfEqual(_ value: UInt32, then: UInt8 = 0, else otherwise: UInt8 = 0) -> Self {
        Self(code: 0x15, jumpIfTrue: then, jumpIfFalse: otherwise, operand: value)
    }

    static func jumpIfAtLeast(_ value: UInt32, then: UInt8 = 0, else otherwise: UInt8 = 0) -> Self {
        Self(code: 0x35, jumpIfTrue: then, jumpIfFalse: otherwise, operand: value)
    }

    /// Jumps when any bit of the mask is set.
    static func jumpIfAnySet(_ mask: UInt32, then: UInt8 = 0, else otherwise: UInt8 = 0) -> Self {
        Self(code: 0x45, jumpIfTrue: then, jumpIfFalse: otherwise, operand: mask)
    }

    static func finish(_ verdict: FilterVerdict) -> Self { Self(code: 0x06, operand: verdict.rawValue) }

    /// Appends the instruction as the kernel reads it.
    func append(to bytes: inout [UInt8]) {
        withUnsafeBytes(of: code) { bytes.append(contentsOf: $0) }
        bytes.append(jumpIfTrue)
        bytes.append(jumpIfFalse)
        withUnsafeBytes(of: operand) { bytes.append(contentsOf: $0) }
    }
}

/// The extension for bits of integers.
extension StandardFunctions {
    static let bits: [CELFunction] = [
        joined("math.bitAnd", { $0 & $1 }, { $0 & $1 }),
        joined("math.bitOr", { $0 | $1 }, { $0 | $1 }),
        joined("math.bitXor", { $0 ^ $1 }, { $0 ^ $1 }),
        CELFunction("math.bitNot", [CELSignature([.int], .int), CELSignature([.uint], .uint)]) {
            call throws(CELError) in
            switch call[0] {
            case .int(let int): return .int(~int)
            case .uint(let uint): return .uint(~uint)
            default: throw call.noMatchingOverload()
            }
        },
        shift("math.bitShiftLeft") { $0 << $1 },
        shift("math.bitShiftRight") { $0 >> $1 },
    ]

    private static func joined(
        _ name: String,
        _ ints: @escaping @Sendable (Int64, Int64) -> Int64,
        _ uints: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) -> CELFunction {
        CELFunction(name, [CELSignature([.int, .int], .int), CELSignature([.uint, .uint], .uint)]) {
            call throws(CELError) in
            switch (call[0], call[1]) {
            case (.int(let left), .int(let right)): return .int(ints(left, right))
            case (.uint(let left), .uint(let right)): return .uint(uints(left, right))
            default: throw call.noMatchingOverload()
            }
        }
    }

    /// A shift, which moves in zeros, and leaves nothing if it is by 64 bits or more.
    private static func shift(_ name: String, _ shift: @escaping @Sendable (UInt64, Int64) -> UInt64) -> CELFunction {
        CELFunction(name, [CELSignature([.int, .int], .int), CELSignature([.uint, .int], .uint)]) {
            call throws(CELError) in
            let bits = try call.int(1)
            guard bits >= 0 else { throw CELError(.invalidArgument, "\(name)() can't shift by a negative number.") }
            switch call[0] {
            case .int(let int): return .int(Int64(bitPattern: shift(UInt64(bitPattern: int), bits)))
            case .uint(let uint): return .uint(shift(uint, bits))
            default: throw call.noMatchingOverload()
            }
        }
    }
}

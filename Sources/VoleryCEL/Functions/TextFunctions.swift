/// The language's own functions of text: size and tests.
extension StandardFunctions {
    static let texts: [CELFunction] = [
        CELFunction("size", sized) { call throws(CELError) in try size(call) },
        CELFunction("size", isMember: true, sized) { call throws(CELError) in try size(call) },
        test("contains") { $0.firstMatch(of: $1) != nil },
        test("startsWith") { $0.starts(with: $1) },
        test("endsWith") { $0.count >= $1.count && $0.suffix($1.count).elementsEqual($1) },
    ]

    private static let sized = [
        CELSignature([.string], .int), CELSignature([.bytes], .int), CELSignature([.list(t)], .int),
        CELSignature([.map(.parameter("K"), .parameter("V"))], .int),
    ]

    private static func size(_ call: CELCall) throws(CELError) -> CELValue {
        switch call[0] {
        case .string(let text):
            try call.meter.chargeText(read: text.utf8.count)
            return .int(Int64(text.unicodeScalars.count))
        case .bytes(let bytes): return .int(Int64(bytes.count))
        case .list(let list): return .int(Int64(list.count))
        case .map(let map): return .int(Int64(map.count))
        default: throw call.noMatchingOverload()
        }
    }

    /// A function that says whether the first text stands in some relation to the second.
    private static func test(
        _ name: String,
        _ holds: @escaping @Sendable ([UInt8], [UInt8]) -> Bool
    ) -> CELFunction {
        CELFunction(name, isMember: true, [CELSignature([.string, .string], .bool)]) { call throws(CELError) in
            let text = try call.string(0)
            let other = try call.string(1)
            try call.meter.chargeText(read: 8 * (text.utf8.count + other.utf8.count))
            return .bool(holds(Array(text.utf8), Array(other.utf8)))
        }
    }
}

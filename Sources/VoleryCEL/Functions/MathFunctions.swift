/// The extension for numbers.
extension StandardFunctions {
    static let numbers: [CELFunction] = [
        extreme("math.greatest", wanted: .after),
        extreme("math.least", wanted: .before),
        rounding("math.ceil", .up),
        rounding("math.floor", .down),
        rounding("math.round", .toNearestOrAwayFromZero),
        rounding("math.trunc", .towardZero),
        test("math.isNaN", \.isNaN),
        test("math.isInf", \.isInfinite),
        test("math.isFinite", \.isFinite),
        CELFunction("math.abs", signed) { call throws(CELError) in
            switch call[0] {
            case .int(let int):
                guard int != .min else { throw CELError(.overflow, "The absolute value of \(int) overflows an int.") }
                return .int(abs(int))
            case .uint: return call[0]
            case .double(let double): return .double(abs(double))
            default: throw call.noMatchingOverload()
            }
        },
        CELFunction("math.sign", signed) { call throws(CELError) in
            switch call[0] {
            case .int(let int): return .int(int.signum())
            case .uint(let uint): return .uint(uint.signum())
            case .double(let double): return .double(double > 0 ? 1 : double < 0 ? -1 : double)
            default: throw call.noMatchingOverload()
            }
        },
        CELFunction("math.sqrt", [CELType.double, .int, .uint].map { CELSignature([$0], .double) }) {
            call throws(CELError) in
            switch call[0] {
            case .int(let int): return .double(Double(int).squareRoot())
            case .uint(let uint): return .double(Double(uint).squareRoot())
            case .double(let double): return .double(double.squareRoot())
            default: throw call.noMatchingOverload()
            }
        },
    ]

    private static let signed = [CELType.int, .uint, .double].map { CELSignature([$0], $0) }

    private static func rounding(_ name: String, _ rule: FloatingPointRoundingRule) -> CELFunction {
        CELFunction(name, [CELSignature([.double], .double)]) { call throws(CELError) in
            guard case .double(let double) = call[0] else { throw call.noMatchingOverload() }
            return .double(double.rounded(rule))
        }
    }

    private static func test(_ name: String, _ holds: @escaping @Sendable (Double) -> Bool) -> CELFunction {
        CELFunction(name, [CELSignature([.double], .bool)]) { call throws(CELError) in
            guard case .double(let double) = call[0] else { throw call.noMatchingOverload() }
            return .bool(holds(double))
        }
    }

    /// The greatest or least of numbers, given one by one or as a list; of equal ones the first.
    private static func extreme(_ name: String, wanted: ValueOrder) -> CELFunction {
        let numbers: [CELType] = [.int, .uint, .double]
        let signatures =
            numbers.map { CELSignature([$0], $0, isVariadic: true) }
            + numbers.map { CELSignature([.list($0)], $0) } + [.anyNumbers]
        return CELFunction(name, signatures) { call throws(CELError) in
            var numbers = CELList(call.arguments)
            if call.count == 1, case .list(let list) = call[0] { numbers = list }
            guard var best = numbers.first else {
                throw CELError(.invalidArgument, "\(name)() of an empty list has no value.")
            }
            for number in numbers {
                try call.charge(1)
                guard let order = number.numericOrder(to: best) else { throw call.noMatchingOverload() }
                if order == wanted { best = number }
            }
            return best
        }
    }
}

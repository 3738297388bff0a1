/// `type`, `dyn` and the functions that turn a value into one of another type.
extension StandardFunctions {
    static let conversions: [CELFunction] = [
        CELFunction("type", [CELSignature([t], .type(t))]) { call throws(CELError) in .type(call[0].typeName) },
        CELFunction("dyn", [CELSignature([.dyn], .dyn)]) { call throws(CELError) in call[0] },
        CELFunction("bool", to(.bool, from: .bool, .string)) { call throws(CELError) in try bool(call) },
        CELFunction("int", to(.int, from: .int, .uint, .double, .string, .timestamp)) { call throws(CELError) in
            .int(try int(call))
        },
        CELFunction("uint", to(.uint, from: .int, .uint, .double, .string)) { call throws(CELError) in
            .uint(try uint(call))
        },
        CELFunction("double", to(.double, from: .int, .uint, .double, .string)) { call throws(CELError) in
            .double(try double(call))
        },
        CELFunction(
            "string",
            to(.string, from: .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type(.dyn))
        ) { call throws(CELError) in .string(try string(call)) },
        CELFunction("bytes", to(.bytes, from: .string, .bytes)) { call throws(CELError) in .bytes(try bytes(call)) },
        CELFunction("timestamp", to(.timestamp, from: .string, .int, .timestamp)) { call throws(CELError) in
            .timestamp(try timestamp(call))
        },
        CELFunction("duration", to(.duration, from: .string, .duration)) { call throws(CELError) in
            .duration(try duration(call))
        },
    ]

    private static func to(_ result: CELType, from parameters: CELType...) -> [CELSignature] {
        parameters.map { CELSignature([$0], result) }
    }

    /// The text to be read, paid for.
    private static func scanned(_ call: CELCall) throws(CELError) -> String {
        let text = try call.string(0)
        try call.meter.chargeText(made: text.utf8.count)
        return text
    }

    private static func bool(_ call: CELCall) throws(CELError) -> CELValue {
        if case .bool = call[0] { return call[0] }
        switch try scanned(call) {
        case "true", "True", "TRUE", "t", "1": return .bool(true)
        case "false", "False", "FALSE", "f", "0": return .bool(false)
        case let text: throw invalid(text, "a boolean (`true` or `false`)")
        }
    }

    private static func int(_ call: CELCall) throws(CELError) -> Int64 {
        switch call[0] {
        case .int(let int): return int
        case .uint(let uint):
            if let int = Int64(exactly: uint) { return int }
        case .double(let double):
            // The bounds themselves are refused: as doubles they may stand for integers beyond.
            if double > -0x1p63, double < 0x1p63 { return Int64(double) }
        case .string:
            let text = try scanned(call)
            guard let int = Int64(text) else { throw invalid(text, "an int") }
            return int
        case .timestamp(let time): return time.seconds
        default: throw call.noMatchingOverload()
        }
        throw outOfRange(call[0], "int")
    }

    private static func uint(_ call: CELCall) throws(CELError) -> UInt64 {
        switch call[0] {
        case .uint(let uint): return uint
        case .int(let int):
            if let uint = UInt64(exactly: int) { return uint }
        case .double(let double):
            if double >= 0, double < 0x1p64 { return UInt64(double) }
        case .string:
            let text = try scanned(call)
            guard let uint = UInt64(text) else { throw invalid(text, "a uint") }
            return uint
        default: throw call.noMatchingOverload()
        }
        throw outOfRange(call[0], "uint")
    }

    private static func double(_ call: CELCall) throws(CELError) -> Double {
        switch call[0] {
        case .double(let double): return double
        case .int(let int): return Double(int)
        case .uint(let uint): return Double(uint)
        case .string:
            let text = try scanned(call)
            guard let double = Double(text) else { throw invalid(text, "a double") }
            // Only a text that says so is infinite; digits that come to it are out of range.
            if double.isInfinite, text.utf8.contains(where: \.isDigit) { throw outOfRange(call[0], "double") }
            return double
        default: throw call.noMatchingOverload()
        }
    }

    private static func string(_ call: CELCall) throws(CELError) -> String {
        switch call[0] {
        case .string(let text): return text
        case .bytes(let bytes):
            try call.meter.chargeText(made: bytes.count)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw CELError(.invalidArgument, "The bytes are not valid UTF-8.")
            }
            return text
        case .bool, .int, .uint, .double, .timestamp, .duration, .type:
            try call.charge(10)
            return call[0].plainText
        default: throw call.noMatchingOverload()
        }
    }

    private static func bytes(_ call: CELCall) throws(CELError) -> [UInt8] {
        if case .bytes(let bytes) = call[0] { return bytes }
        let text = try call.string(0)
        try call.meter.chargeText(made: text.utf8.count)
        return Array(text.utf8)
    }

    private static func timestamp(_ call: CELCall) throws(CELError) -> CELTimestamp {
        switch call[0] {
        case .timestamp(let time): return time
        case .int(let seconds):
            guard let time = CELTimestamp(seconds: seconds) else { throw outOfRange(call[0], "timestamp") }
            return time
        case .string:
            let text = try scanned(call)
            guard let time = CELTimestamp(text) else {
                throw invalid(text, "a time such as 2026-01-31T12:00:00Z, of the years 1 to 9999")
            }
            return time
        default: throw call.noMatchingOverload()
        }
    }

    private static func duration(_ call: CELCall) throws(CELError) -> CELDuration {
        switch call[0] {
        case .duration(let duration): return duration
        case .string:
            let text = try scanned(call)
            guard let duration = CELDuration(text) else {
                throw invalid(text, "a duration such as 1h30m or 2.5s, of 292 years at most")
            }
            return duration
        default: throw call.noMatchingOverload()
        }
    }

    private static func invalid(_ text: String, _ expected: String) -> CELError {
        CELError(.invalidArgument, "\(CELValue.string(text).shortDescription) is not \(expected).")
    }

    private static func outOfRange(_ value: CELValue, _ type: String) -> CELError {
        CELError(.overflow, "\(value.shortDescription) is out of range for \(type).")
    }
}

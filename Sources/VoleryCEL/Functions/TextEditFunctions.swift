/// The extension for text: positions, parts, case, joining and splitting.
extension StandardFunctions {
    static let textEdits: [CELFunction] = [
        CELFunction("charAt", isMember: true, [CELSignature([.string, .int], .string)]) { call throws(CELError) in
            let text = try call.scalars(0)
            let index = try call.int(1)
            guard let start = text.byteOffset(of: index) else { throw call.outOfRange(index) }
            let end = text.bytes.index(after: start, whileNotScalarStart: true)
            return .string(text.text(start..<end))
        },
        CELFunction("indexOf", isMember: true, searches) { call throws(CELError) in try indexOf(call) },
        CELFunction("lastIndexOf", isMember: true, searches) { call throws(CELError) in try lastIndexOf(call) },
        CELFunction(
            "substring",
            isMember: true,
            [CELSignature([.string, .int], .string), CELSignature([.string, .int, .int], .string)]
        ) { call throws(CELError) in .string(try substring(call)) },
        CELFunction(
            "replace",
            isMember: true,
            [
                CELSignature([.string, .string, .string], .string),
                CELSignature([.string, .string, .string, .int], .string),
            ]
        ) { call throws(CELError) in .string(try replace(call)) },
        CELFunction(
            "split",
            isMember: true,
            [
                CELSignature([.string, .string], .list(.string)),
                CELSignature([.string, .string, .int], .list(.string)),
            ]
        ) { call throws(CELError) in try split(call) },
        CELFunction(
            "join",
            isMember: true,
            [CELSignature([.list(.string)], .string), CELSignature([.list(.string), .string], .string)]
        ) { call throws(CELError) in .string(try join(call)) },
        edit("lowerAscii") { $0.mapBytes { $0 &- 65 < 26 ? $0 + 32 : $0 } },
        edit("upperAscii") { $0.mapBytes { $0 &- 97 < 26 ? $0 - 32 : $0 } },
        edit("trim") { $0.trimmingWhitespace() },
        CELFunction("strings.quote", [CELSignature([.string], .string)]) { call throws(CELError) in
            let text = try call.string(0)
            try call.meter.chargeText(made: 2 * text.utf8.count)
            return .string(text.quoted())
        },
        CELFunction("format", isMember: true, [CELSignature([.string, .list(.dyn)], .string)]) {
            call throws(CELError) in
            var formatter = TextFormatter(call.meter)
            return .string(try formatter.format(try call.string(0), try call.list(1)))
        },
    ]

    private static let searches = [
        CELSignature([.string, .string], .int), CELSignature([.string, .string, .int], .int),
    ]

    private static func edit(_ name: String, _ edit: @escaping @Sendable (String) -> String) -> CELFunction {
        CELFunction(name, isMember: true, [CELSignature([.string], .string)]) { call throws(CELError) in
            let text = try call.string(0)
            try call.meter.chargeText(made: text.utf8.count)
            return .string(edit(text))
        }
    }

    private static func indexOf(_ call: CELCall) throws(CELError) -> CELValue {
        let text = try call.scalars(0)
        let pattern = try call.pattern(1)
        let from = call.count > 2 ? try call.int(2) : 0
        guard let start = text.byteOffset(of: from) else { throw call.outOfRange(from) }
        return .int(text.bytes.firstMatch(of: pattern, from: start).map(text.scalarIndex) ?? -1)
    }

    private static func lastIndexOf(_ call: CELCall) throws(CELError) -> CELValue {
        let text = try call.scalars(0)
        let pattern = try call.pattern(1)
        let upTo = call.count > 2 ? try call.int(2) : Int64(text.count)
        guard let end = text.byteOffset(of: upTo) else { throw call.outOfRange(upTo) }
        if pattern.isEmpty { return .int(upTo) }
        return .int(ByteSearch(pattern).lastMatch(in: text.bytes, upTo: end).map(text.scalarIndex) ?? -1)
    }

    private static func substring(_ call: CELCall) throws(CELError) -> String {
        let text = try call.scalars(0)
        let from = try call.int(1)
        let to = call.count > 2 ? try call.int(2) : Int64(text.count)
        guard let start = text.byteOffset(of: from) else { throw call.outOfRange(from) }
        guard let end = text.byteOffset(of: to) else { throw call.outOfRange(to) }
        guard start <= end else {
            throw CELError(.indexOutOfRange, "A substring can't begin at \(from) and end at \(to).")
        }
        return text.text(start..<end)
    }

    private static func replace(_ call: CELCall) throws(CELError) -> String {
        let text = try call.scalars(0)
        let new = try call.string(2)
        let limit = call.count > 3 ? try call.int(3) : -1
        let cuts = limit < 0 ? nil : Int(limit)
        let pieces = try TextPieces(text, separator: try call.pattern(1), limit: cuts, call.meter)
        try call.meter.chargeText(made: text.bytes.count + (pieces.ranges.count - 1) * new.utf8.count)
        return pieces.ranges.map(text.text).joined(separator: new)
    }

    private static func split(_ call: CELCall) throws(CELError) -> CELValue {
        let text = try call.scalars(0)
        let separator = try call.pattern(1)
        let limit = call.count > 2 ? try call.int(2) : -1
        guard limit != 0 else { return .list(CELList()) }
        let cuts = limit < 0 ? nil : Int(limit) - 1
        let pieces = try TextPieces(text, separator: separator, limit: cuts, isSplit: true, call.meter)
        return .list(CELList(pieces.ranges.map { .string(text.text($0)) }))
    }

    private static func join(_ call: CELCall) throws(CELError) -> String {
        let separator = call.count > 1 ? try call.string(1) : ""
        var joined = ""
        for (index, element) in try call.list(0).enumerated() {
            guard case .string(let text) = element else { throw call.noMatchingOverload() }
            if index > 0 { joined += separator }
            joined += text
            try call.meter.checkText(total: joined.utf8.count)
            try call.meter.chargeText(made: separator.utf8.count + text.utf8.count)
            try call.charge(1)
        }
        return joined
    }
}

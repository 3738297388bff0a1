import CRE2

/// Owns a compiled pattern of RE2.
///
/// It is `@unchecked Sendable` because it holds a pointer; it's safe as what the pointer leads to is never changed by
/// its users after it was made, RE2 guards its caches with locks of its own, and only `deinit` frees it.
final class CompiledPattern: @unchecked Sendable {
    private let pointer: OpaquePointer

    init(_ pattern: String, options: RegularExpression.Options) throws(RegularExpressionError) {
        guard pattern.utf8.count <= RegularExpression.maxPatternBytes else {
            let limit = RegularExpression.maxPatternBytes
            throw RegularExpressionError("the pattern is longer than \(limit) bytes", kind: .tooLarge, in: pattern)
        }
        let prefix = options.anchorsMatchLines ? "(?m)" : ""
        guard let pointer = Self.compile(prefix + pattern, options: options) else {
            throw RegularExpressionError("there's no memory left for the pattern", kind: .tooLarge, in: pattern)
        }
        guard cre2_error(pointer) == 0 else {
            let fault = PatternFault(pointer)
            cre2_free(pointer)
            throw fault.explained(in: pattern)
        }
        self.pointer = pointer
        programSize = Int(cre2_program_size(pointer))
    }

    deinit {
        cre2_free(pointer)
    }

    private static func compile(_ pattern: String, options: RegularExpression.Options) -> OpaquePointer? {
        var settings = cre2_options(
            ignores_case: options.ignoresCase,
            dot_matches_line_breaks: options.dotMatchesLineBreaks,
            max_memory: Int64(max(0, options.maxMemory))
        )
        var pattern = pattern
        return pattern.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cre2_compile($0.baseAddress, $0.count, &settings) }
        }
    }

    /// The number of instructions.
    let programSize: Int

    var groupCount: Int { Int(cre2_group_count(pointer)) }

    var groupNames: [String?] {
        (0..<groupCount).map { cre2_group_name(pointer, Int32($0 + 1)).map { String(cString: $0) } }
    }

    /// Finds the leftmost match; without a number of groups the ranges are of no interest.
    func find(
        in bytes: UnsafeBufferPointer<UInt8>,
        from offset: Int,
        groups: Int?
    ) -> RegularExpression.Match? {
        guard 0...bytes.count ~= offset else { return nil }
        let count = groups.map { $0 + 1 } ?? 0
        return withUnsafeTemporaryAllocation(of: cre2_range.self, capacity: count) { ranges in
            guard search(bytes, from: offset, into: ranges, count: count) else { return nil }
            guard count > 0 else { return RegularExpression.Match(range: offset..<offset, groups: []) }
            return RegularExpression.Match(
                range: ranges[0].start..<ranges[0].end,
                groups: (1..<count).map { ranges[$0].start < 0 ? nil : ranges[$0].start..<ranges[$0].end }
            )
        }
    }

    private func search(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from offset: Int,
        into ranges: UnsafeMutableBufferPointer<cre2_range>,
        count: Int
    ) -> Bool {
        // RE2 tells an empty group from an absent one by its address, so an empty text needs one.
        guard let address = bytes.baseAddress else {
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1) { empty in
                search(UnsafeBufferPointer(rebasing: empty[..<0]), from: 0, into: ranges, count: count)
            }
        }
        return address.withMemoryRebound(to: CChar.self, capacity: bytes.count) { text in
            cre2_find(pointer, text, bytes.count, offset, ranges.baseAddress, Int32(count))
        }
    }
}

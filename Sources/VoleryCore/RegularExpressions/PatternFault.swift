import CRE2

/// What RE2 says of a faulty pattern.
struct PatternFault {
    /// A number of `re2::RE2::ErrorCode`.
    private let code: Int32
    private let message: String
    /// The text at fault: part of the pattern, or all of it.
    private let fragment: String

    init(_ pointer: OpaquePointer) {
        code = cre2_error(pointer)
        message = String(cString: cre2_error_message(pointer))
        var length = 0
        let start = cre2_error_fragment(pointer, &length)
        fragment = start.map { Self.text(at: $0, length: length) } ?? ""
    }

    private static func text(at start: UnsafePointer<CChar>, length: Int) -> String {
        start.withMemoryRebound(to: UInt8.self, capacity: length) {
            String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
        }
    }

    /// The fault in words, with its place in the pattern as far as it can be told.
    func explained(in pattern: String) -> RegularExpressionError {
        RegularExpressionError(words, kind: kind, in: pattern, at: offset(in: pattern))
    }

    private var kind: RegularExpressionError.Kind {
        switch code {
        case 2 where isBackReference: .unsupported
        case 12 where isLookAround: .unsupported
        case 10, 15: .tooLarge
        default: .syntax
        }
    }

    private var isBackReference: Bool {
        fragment.dropFirst().first?.isNumber == true
    }

    private var words: String {
        switch code {
        case 2 where isBackReference:
            "`\(fragment)` is a back-reference, which can't be matched in linear time"
        case 2: "`\(fragment)` is no known escape"
        case 3, 4: "`\(fragment)` is no valid character class or range"
        case 5: "`[` has no closing `]`"
        case 6: "`(` has no closing `)`"
        case 7: "`)` closes no group"
        case 8: "the pattern ends with a single backslash"
        case 9: "`\(fragment)` has nothing to repeat"
        case 10: "`\(fragment)` repeats too often: at most 1000 times, nested repetitions multiplied"
        case 11: "`\(fragment)` is no valid repetition"
        case 12 where isLookAround: "`\(fragment)` looks around, which can't be matched in linear time"
        case 12: "`\(fragment)` is no known kind of group"
        case 13: "the pattern is no valid UTF-8"
        case 14: "`\(fragment)` is no valid name of a group"
        case 15: "the pattern needs too much memory"
        default: message
        }
    }

    private var isLookAround: Bool {
        ["(?=", "(?!", "(?<"].contains { fragment.hasPrefix($0) }
    }

    private func offset(in pattern: String) -> Int? {
        switch code {
        case 6: Self.unbalanced(pattern).opening
        case 7: Self.unbalanced(pattern).closing
        case 8: pattern.utf8.count - 1
        case 1, 13, 15: nil
        default: Self.offset(of: fragment, in: pattern)
        }
    }

    private static func offset(of fragment: String, in pattern: String) -> Int? {
        let pattern = Array(pattern.utf8)
        let fragment = Array(fragment.utf8)
        guard !fragment.isEmpty, fragment.count <= pattern.count else { return nil }
        return (0...pattern.count - fragment.count).first { pattern[$0...].starts(with: fragment) }
    }

    /// The offset of the last `(` that stays open, and of the first `)` that closes nothing.
    private static func unbalanced(_ pattern: String) -> (opening: Int?, closing: Int?) {
        var open: [Int] = []
        var classStart: Int?
        var isEscaped = false
        for (offset, byte) in pattern.utf8.enumerated() {
            switch byte {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\"): isEscaped = true
            case UInt8(ascii: "[") where classStart == nil: classStart = offset
            // Right behind the start of a class a bracket stands for itself.
            case UInt8(ascii: "]"): classStart = classStart.flatMap { offset == $0 + 1 ? $0 : nil }
            case UInt8(ascii: "(") where classStart == nil: open.append(offset)
            case UInt8(ascii: ")") where classStart == nil:
                if open.popLast() == nil { return (nil, offset) }
            default: break
            }
        }
        return (open.last, nil)
    }
}

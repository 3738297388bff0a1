import VoleryCore

/// What is checked of a file before libyaml sees it: its size, its encoding, its characters, and the number of
/// directives, with which libyaml's time grows by the square.
enum SourceCheck {
    /// - Throws: Every fault found.
    static func check(_ source: SourceText) throws(DiagnosticsError) {
        try checkSize(source)
        guard let text = String(validating: source.bytes, as: UTF8.self) else {
            throw DiagnosticsError([encodingFault(source)])
        }
        var faults = FaultList()
        try checkCharacters(text, of: source, &faults)
        try checkDirectives(source, &faults)
        guard faults.isEmpty else { throw faults.error }
    }

    private static func checkSize(_ source: SourceText) throws(DiagnosticsError) {
        guard source.bytes.count > YAMLLimits.fileSize else { return }
        let message = "the file is larger than \(YAMLLimits.fileSize / 1024) KiB"
        let place = source.place(ofUTF8: 0..<0)
        throw DiagnosticsError([Diagnostic(code: YAMLCode.fileTooLarge.rawValue, message, at: place)])
    }

    private static func encodingFault(_ source: SourceText) -> Diagnostic {
        let isUTF16 = source.bytes.starts(with: [0xFF, 0xFE]) || source.bytes.starts(with: [0xFE, 0xFF])
        // The first byte that differs once faults are replaced is the first faulty one, or the second of its sequence.
        let repaired = String(decoding: source.bytes, as: UTF8.self)
        let offset = zip(source.bytes, repaired.utf8).enumerated().first { $1.0 != $1.1 }?.offset ?? 0
        return Diagnostic(
            code: YAMLCode.notUTF8.rawValue,
            isUTF16 ? "the file is UTF-16" : "the bytes here are no UTF-8",
            at: source.place(ofUTF8: offset..<offset),
            notes: ["save the file as UTF-8"]
        )
    }

    private static func checkCharacters(
        _ text: String,
        of source: SourceText,
        _ faults: inout FaultList
    ) throws(DiagnosticsError) {
        var offset = 0
        for scalar in text.unicodeScalars {
            let width = UTF8.width(scalar)
            if isForbidden(scalar) {
                let escape = String(scalar.value, radix: 16, uppercase: true)
                let code = "U+" + String(repeating: "0", count: max(0, 4 - escape.utf8.count)) + escape
                let place = source.place(ofUTF8: offset..<offset + width)
                let notes = ["write it as an escape in double quotes, or leave it out"]
                let message = "the character \(code) can't stand in a file"
                try faults.add(.forbiddenCharacter, message, at: place, notes: notes)
            }
            offset += width
        }
    }

    /// Control characters, what YAML excludes, and U+0085, U+2028, U+2029: libyaml ends a line there, but YAML 1.2 and
    /// most editors don't, so a reader would see a comment or text where libyaml sees a key.
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: false
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    private static func checkDirectives(
        _ source: SourceText,
        _ faults: inout FaultList
    ) throws(DiagnosticsError) {
        var count = 0
        for line in 1...source.lineCount {
            guard let range = source.utf8Range(ofLine: line), source.bytes[range].starts(with: "%TAG".utf8) else {
                continue
            }
            count += 1
            if count > YAMLLimits.tagDirectives {
                let message = "there are more than \(YAMLLimits.tagDirectives) %TAG directives"
                return try faults.add(.tooManyDirectives, message, at: source.place(ofUTF8: range))
            }
        }
    }
}

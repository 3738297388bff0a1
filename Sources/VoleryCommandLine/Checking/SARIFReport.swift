internal import Volery
internal import VoleryCore
internal import VoleryWorkflowFile

/// A check's findings in SARIF 2.1.0, the format in which code scanning services take them.
///
/// The format is that of docs.oasis-open.org/sarif/sarif/v2.1.0; paths are relative to the current folder, which
/// `%SRCROOT%` stands for, as services want them relative to the repository.
struct SARIFReport {
    let report: CheckReport
    /// The program's version.
    let version: String
    /// The folder that paths are relative to, from the root.
    let folder: String

    /// The log.
    var json: JSONValue {
        let diagnostics = report.diagnostics
        let codes = Set(diagnostics.map(\.code)).sorted()
        return [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                [
                    "tool": [
                        "driver": [
                            "name": "Volery", "semanticVersion": .string(version),
                            "rules": .array(codes.map(rule)),
                        ]
                    ],
                    "columnKind": "unicodeCodePoints",
                    "results": .array(diagnostics.map { result($0, codes) }),
                ]
            ],
        ]
    }

    private func rule(_ code: String) -> JSONValue {
        guard let page = CodePage.page(of: code) else {
            return ["id": .string(code), "shortDescription": ["text": .string(code)]]
        }
        return [
            "id": .string(code),
            "shortDescription": ["text": .string(page.title)],
            "fullDescription": ["text": .string(page.meaning)],
            "help": ["text": .string(page.text), "markdown": .string(page.markdownBody)],
        ]
    }

    private func result(_ diagnostic: Diagnostic, _ codes: [String]) -> JSONValue {
        [
            "ruleId": .string(diagnostic.code),
            "ruleIndex": .int(codes.firstIndex(of: diagnostic.code) ?? -1),
            "level": .string(diagnostic.severity.rawValue),
            "message": ["text": .string(message(of: diagnostic))],
            "locations": [location(of: diagnostic)],
        ]
    }

    private func message(of diagnostic: Diagnostic) -> String {
        let guess = diagnostic.suggestion.map { ["did you mean `\($0)`?"] } ?? []
        return ([diagnostic.message] + diagnostic.notes + guess).joined(separator: "\n")
    }

    /// Every result has a location: what has no place, as its file can't be read, is put on the first workflow's start.
    private func location(of diagnostic: Diagnostic) -> JSONValue {
        let start = Place.Position(line: 1, column: 1)
        let file = report.files.first { $0.diagnostics.contains(diagnostic) }?.path ?? ""
        let place = diagnostic.place ?? Place(file: file, start: start, end: start)
        var region: JSONObject = ["startLine": .int(place.start.line), "startColumn": .int(place.start.column)]
        if place.start < place.end {
            region["endLine"] = .int(place.end.line)
            region["endColumn"] = .int(place.end.column)
        }
        return ["physicalLocation": ["artifactLocation": artifact(place.file), "region": .object(region)]]
    }

    private func artifact(_ file: String) -> JSONValue {
        let inside = folder == "/" ? folder : folder + "/"
        let path = file.hasPrefix(inside) ? String(file.dropFirst(inside.count)) : file
        guard path.hasPrefix("/") else { return ["uri": .string(Self.escaped(path)), "uriBaseId": "%SRCROOT%"] }
        return ["uri": .string("file://" + Self.escaped(path))]
    }

    /// A path as a URI's: all but unreserved characters and `/` in percent form, so that no part looks like a scheme.
    private static func escaped(_ path: String) -> String {
        path.utf8.map { byte in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "-._~/".utf8.contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}

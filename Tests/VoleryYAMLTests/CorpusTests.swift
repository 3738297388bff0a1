import Foundation
import Testing
import VoleryCore
import VoleryYAML

@Suite("Hostile YAML files")
struct CorpusTests {
    /// Cases that are wrong for this product.
    static let excused: [String: String] = [:]

    struct Manifest: Decodable {
        var cases: [Case]
    }

    struct Case: Decodable {
        var id: String
        var file: String?
        var generate: [Piece]?
        var expect: Expectation

        func bytes(in folder: URL) throws -> [UInt8] {
            if let file { return try Array(Data(contentsOf: folder.appending(path: file))) }
            return Array((generate ?? []).map(\.text).joined().utf8)
        }

        /// Whether the case ends as it should, or else what came instead.
        func outcome(in folder: URL) throws -> String? {
            let source = SourceText(file: id, bytes: try bytes(in: folder))
            do throws(DiagnosticsError) {
                let root = try YAMLParser.parseMapping(source)
                let value = Decoded(try root.json())
                if expect.outcome == "reject" { return "accepted as \(value.value)" }
                return expect.value.map { $0 == value } ?? true ? nil : "read as \(value.value)"
            } catch {
                if expect.outcome == "accept" { return "rejected: \(error.diagnostics)" }
                return fault(error)
            }
        }

        private func fault(_ error: DiagnosticsError) -> String? {
            if error.diagnostics.contains(where: { $0.place == nil }) { return "an error without a place" }
            guard let line = expect.line else { return nil }
            return error.diagnostics.contains { $0.place?.start.line == line } ? nil : "another line: \(error)"
        }
    }

    struct Expectation: Decodable {
        var outcome: String
        var line: Int?
        var value: Decoded?
    }

    /// A part of a generated file.
    struct Piece: Decodable {
        var text: String

        private enum Key: CodingKey { case `repeat`, numbered, count }

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                self.text = text
                return
            }
            let container = try decoder.container(keyedBy: Key.self)
            let count = try container.decode(Int.self, forKey: .count)
            if let piece = try container.decodeIfPresent(String.self, forKey: .repeat) {
                text = String(repeating: piece, count: count)
            } else {
                // The templates are C's: `%d` is the number, `%%` a per cent sign.
                let parts = try container.decode(String.self, forKey: .numbered)
                    .replacingOccurrences(of: "%%", with: "\u{1}").components(separatedBy: "%d")
                    .map { $0.replacingOccurrences(of: "\u{1}", with: "%") }
                text = (0..<count).map { parts.joined(separator: "\($0)") }.joined()
            }
        }
    }

    @Test(
        "end as the manifest says",
        .enabled(if: SharedData.corpus != nil, "the folder of the corpus is absent")
    )
    func corpus() throws {
        let folder = try #require(SharedData.corpus).appending(path: "yaml")
        let data = try Data(contentsOf: folder.appending(path: "manifest.json"))
        let cases = try JSONDecoder().decode(Manifest.self, from: data).cases
        var failures: [String: String] = [:]
        for example in cases {
            failures[example.id] = try example.outcome(in: folder)
        }
        print("corpus yaml: \(cases.count - failures.count) of \(cases.count)")
        for (id, outcome) in failures.sorted(by: { $0.key < $1.key }) {
            print("  \(id): \(Self.excused[id] ?? outcome)")
        }
        #expect(Set(failures.keys) == Set(Self.excused.keys))
    }
}

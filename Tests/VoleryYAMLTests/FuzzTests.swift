import Mutations
import Testing
import VoleryCore
import VoleryYAML

@Suite("Mutated files")
struct FuzzTests {
    private static let seeds = [
        "a: 1\nb: [x, 'y', \"z\\u00e4\\n\"]\nc: {d: ~, e: .inf}\n",
        "base: &b !!map\n  k: v\nuse: *b\nlist:\n- one\n-  - two\n   - three\n",
        "text: |2-\n    one\n\n   two\nfold: >+\n  a\n  b\n\n   c\n\n",
        "%YAML 1.2\n%TAG !e! tag:x,2000:\n---\n? key\n: value # comment\n...\n",
        "if: \"${{ a ? b : c }}\"\nfor_each: 'it''s'\nplain: several\n  lines\n\n  of text\n",
        "ä: 漢字 🙂\r\n\"\\x41\\\n  b\": !!str 12\r\n",
        "steps:\n  plan:\n    agent: planner\n    with: { n: 0x1F, s: *x, t: !x y }\n    <<: {a: 1}\n",
    ]

    private static let pieces = [
        "&a ", "*a", "!!int ", "!", "|", ">", "- ", "? ", ": ", "[", "]", "{", "}", "\"", "'", "\\", "\n", "\r", "  ",
        "\t", "#", "---\n", "...\n", "%TAG ", "<<: ", "\u{FEFF}", "\u{2028}", "\0", "é", "🙂", ",",
    ]

    @Test("never crash the reader, and every place lies within the file")
    func mutations() {
        var mutator = Mutator(seeds: Self.seeds, pieces: Self.pieces, seed: 20_261_122)
        var run = MutationRun()
        for _ in 0..<(MutationRun.isWhole ? 200_000 : 3_000) {
            let text = mutator.next()
            run.add(text) { read(text) }
        }
        print(run.summary(of: "YAML"))
        // The mutations must leave a fair share of files readable, or they test little.
        #expect(run.accepted > run.count / 10)
        #expect(run.slowest.seconds < 1, "\(run.slowest.text)")
        #expect(run.memoryGrowth < 512)
    }

    private func read(_ text: [UInt8]) -> Bool {
        let source = SourceText(file: "fuzz", bytes: text)
        do throws(DiagnosticsError) {
            check(try YAMLParser.parse(source), in: source)
            return true
        } catch {
            check(error, in: source)
            if let root = YAMLParser.readMapping(source).root { check(root, in: source) }
            return false
        }
    }

    private func check(_ error: DiagnosticsError, in source: SourceText) {
        if error.diagnostics.isEmpty { Issue.record("no diagnostic for \(source.bytes)") }
        for diagnostic in error.diagnostics {
            guard let place = diagnostic.place else {
                Issue.record("no place in \(diagnostic) for \(source.bytes)")
                continue
            }
            check(place, in: source)
        }
        _ = DiagnosticRenderer(sources: [source], style: .coloured).render(error.diagnostics)
    }

    private func check(_ node: YAMLNode, in source: SourceText) {
        var faults: [Diagnostic] = []
        _ = node.json(&faults)
        checkPlaces(node, in: source)
    }

    private func checkPlaces(_ node: YAMLNode, in source: SourceText) {
        check(node.place, in: source)
        for child in node.elements ?? [] { checkPlaces(child, in: source) }
        for entry in node.entries ?? [] {
            checkPlaces(entry.key, in: source)
            checkPlaces(entry.value, in: source)
        }
        // What stands for a value that can't be told is written nowhere.
        guard let scalar = node.scalar, scalar.text != "unreadable" else { return }
        guard let map = node.scalarMap else {
            Issue.record("no map of \(scalar.text.debugDescription) in \(source.line(1) ?? ""): \(source.bytes)")
            return
        }
        for offset in 0...scalar.text.utf8.count {
            check(map.place(ofUTF8Offset: offset, length: 2), in: source)
        }
    }

    private func check(_ place: Place, in source: SourceText) {
        let end = source.position(ofUTF8Offset: source.bytes.count)
        let isWithin = place.start <= place.end && place.end <= end && place.start >= .init(line: 1, column: 1)
        if !isWithin { Issue.record("\(place) to \(place.end) in \(source.bytes)") }
    }
}

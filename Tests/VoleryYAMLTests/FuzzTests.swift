import Foundation
import Testing
import VoleryCore
import VoleryYAML

@Suite("Mutated files")
struct FuzzTests {
    /// A generator that repeats for a seed (SplitMix64, public domain).
    struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    static let seeds: [[UInt8]] = [
        "a: 1\nb: [x, 'y', \"z\\u00e4\\n\"]\nc: {d: ~, e: .inf}\n",
        "base: &b !!map\n  k: v\nuse: *b\nlist:\n- one\n-  - two\n   - three\n",
        "text: |2-\n    one\n\n   two\nfold: >+\n  a\n  b\n\n   c\n\n",
        "%YAML 1.2\n%TAG !e! tag:x,2000:\n---\n? key\n: value # comment\n...\n",
        "if: \"${{ a ? b : c }}\"\nfor_each: 'it''s'\nplain: several\n  lines\n\n  of text\n",
        "ä: 漢字 🙂\r\n\"\\x41\\\n  b\": !!str 12\r\n",
        "steps:\n  plan:\n    agent: planner\n    with: { n: 0x1F, s: *x, t: !x y }\n    <<: {a: 1}\n",
    ].map { Array($0.utf8) }

    private static let tokens: [[UInt8]] = [
        "&a ", "*a", "!!int ", "!", "|", ">", "- ", "? ", ": ", "[", "]", "{", "}", "\"", "'", "\\", "\n", "\r", "  ",
        "\t", "#", "---\n", "...\n", "%TAG ", "<<: ", "\u{FEFF}", "\u{2028}", "\0", "é", "🙂", ",",
    ].map { Array($0.utf8) }

    private func mutated(_ random: inout Seeded) -> [UInt8] {
        var bytes = Self.seeds.randomElement(using: &random) ?? []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let position = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes.insert(UInt8.random(in: 0...255, using: &random), at: position)
            case 1: bytes.insert(contentsOf: Self.tokens.randomElement(using: &random) ?? [], at: position)
            case 2: bytes.removeSubrange(position..<min(bytes.count, position + Int.random(in: 1...5, using: &random)))
            case 3 where position < bytes.count: bytes[position] ^= 1 << UInt8.random(in: 0...7, using: &random)
            default:
                let other = Self.seeds.randomElement(using: &random) ?? []
                bytes.insert(contentsOf: other.suffix(Int.random(in: 0...other.count, using: &random)), at: position)
            }
        }
        return bytes
    }

    @Test("never crash the reader, and every place lies within the file")
    func mutations() {
        let isLong = ProcessInfo.processInfo.environment["VOLERY_LONG"] == "1"
        var random = Seeded(state: 20_261_122)
        var read = 0
        for _ in 0..<(isLong ? 1_000_000 : 3_000) {
            let source = SourceText(file: "fuzz", bytes: mutated(&random))
            do throws(DiagnosticsError) {
                check(try YAMLParser.parse(source), in: source)
                read += 1
            } catch {
                check(error, in: source)
            }
        }
        // The mutations must leave a fair share of files readable, or they test little.
        #expect(read > 300)
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
        guard let scalar = node.scalar else { return }
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

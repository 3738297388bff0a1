import Testing
import VoleryCore
import VoleryYAML

@Suite("Bounds of a file")
struct BoundTests {
    private func nested(_ depth: Int, _ inner: String = "") -> String {
        String(repeating: "[", count: depth) + inner + String(repeating: "]", count: depth)
    }

    @Test("256 KiB may be read, one byte more not")
    func size() {
        let text = "a: 1\n#"
        let fits = text + String(repeating: "x", count: YAMLLimits.fileSize - text.utf8.count)
        #expect(faults(fits).isEmpty)
        #expect(faults(fits + "x") == ["V0002 1:1"])
    }

    @Test("64 levels may be nested, one more not")
    func depth() {
        #expect(faults(nested(64)).isEmpty)
        #expect(faults(nested(65)) == ["V0007 1:65"])
    }

    @Test("levels that an alias brings with it count")
    func depthOfAliases() {
        #expect(faults("- &a \(nested(40))\n- \(nested(23, "*a"))").isEmpty)
        #expect(faults("- &a \(nested(40))\n- \(nested(24, "*a"))") == ["V0007 2:27"])
    }

    @Test("100,000 values may be expanded to, one more not")
    func nodes() {
        // A list of 99 and itself make 100 values; 999 of them, the outer list, and 99 more make 100,000.
        let line = "- &a [" + Array(repeating: "x", count: 99).joined(separator: ",") + "]\n"
        let full = line + String(repeating: "- *a\n", count: 998) + String(repeating: "- y\n", count: 99)
        #expect(faults(full).isEmpty)
        #expect(faults(full + "- z\n") == ["V0008 1:1"])
    }

    @Test("an alias that goes too far is pointed at")
    func aliasBomb() {
        var text = "l0: &l0 [x,x,x,x,x,x,x,x,x,x]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*l\(level - 1)", count: 10).joined(separator: ",")
            text += "l\(level): &l\(level) [\(aliases)]\n"
        }
        #expect(faults(text) == ["V0008 5:38"])
    }

    @Test("64 %TAG directives may stand in a file, one more not, wherever they stand")
    func directives() {
        let tags = (0..<65).map { "%TAG !t\($0)! tag:x,2000:\n" }
        #expect(faults(tags.dropLast().joined() + "---\na: 1\n").isEmpty)
        #expect(faults(tags.joined() + "---\na: 1\n") == ["V0016 65:1"])
        #expect(faults("a: 1\n...\n" + tags.joined() + "---\nb: 2\n") == ["V0016 67:1"])
    }

    @Test("100 faults are reported, and that there are more")
    func faultCount() {
        let found = faults(of: SourceText(file: "f", text: String(repeating: "a: 1\n", count: 500)))
        #expect(found.count == YAMLLimits.faults)
        #expect(found.last?.notes.last == "the file has so many faults that the rest was not read")
    }
}

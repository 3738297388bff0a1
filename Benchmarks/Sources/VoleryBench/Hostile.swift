import VoleryCEL

/// Expressions that are made to take long or much memory, for all that their bounds allow.
enum Hostile {
    /// The one that takes the most of the processor's time, and how much.
    static func slowest() throws -> (source: String, seconds: Double) {
        var slowest = ("", 0.0)
        for source in sources {
            let start = Lap.processorTime()
            if let program = try? CELEnvironment().compile(source) { _ = try? program.evaluate(bindings) }
            let seconds = Lap.processorTime() - start
            if CommandLine.arguments.contains("-v") {
                print("  \(seconds) s, \(peakMemory() / 1024) MiB: \(source.prefix(80))")
            }
            if seconds > slowest.1 { slowest = (source, seconds) }
        }
        return slowest
    }

    /// Texts of 8 MB.
    private static let bindings: CELBindings = [
        "text": .string(String(repeating: "a", count: 8_000_000)),
        "lines": .string(String(repeating: "ab\n", count: 2_600_000)),
    ]

    /// One on each line.
    private static let written = #"""
        lists.range(1000000).map(i, i * 2 % 7)
        lists.range(1000000).map(i, string(i) + 'a longer text than fits')
        lists.range(1000000).map(i, [i])
        lists.range(1000000).map(i, {'a': i})
        lists.range(1000000).map(i, [[[i]]])
        lists.range(1000000).map(i, {i: {i: i}})
        lists.range(1000000).all(a, lists.range(1000000).all(b, true))
        lists.range(2400000)
        lists.range(100000).map(i, i % 1000).distinct()
        lists.range(100000).map(i, -i).sort()
        lists.range(60000).map(i, 'x' + string(i)).sort()
        lists.range(100000).map(i, 9007199254740993 + i).distinct()
        lists.range(1000000).map(i, timestamp(i).getHours('Europe/Berlin'))
        lists.range(1000000).map(i, timestamp(i))
        lists.range(1000000).map(i, '%d %s %.3f'.format([i, i, 1.5]))
        lists.range(1000000).map(i, string(double(i) * 1.1))
        lists.range(1000000).map(i, double(string(i) + '.5'))
        lists.range(1000000).exists(i, timestamp(0).getHours('No/Where' + string(i)) == 1)
        lists.range(1000000).map(i, 'a,b,c'.split(','))
        lists.range(1000000).map(i, ['a', 'b'].join('-'))
        lists.range(1000000).transformMap(i, x, x)
        lines.split('\n').map(l, l.upperAscii())
        lines.split('\n').size()
        lines.replace('b', 'bbb')
        text.split('')
        lines.split('')
        text.replace('', 'b')
        [1, 2, 3].map(i, text.replace('a', 'b'))
        lists.range(1000).map(i, text + 'b')
        lists.range(1000).map(i, text.indexOf('aaaaaab'))
        lists.range(1000).map(i, text.contains('aaaaaab'))
        lists.range(1000).map(i, text.lowerAscii())
        lists.range(1000).map(i, text.reverse())
        lists.range(1000).map(i, text.matches('b'))
        text.matches('(a|b)*a(a|b){12}b')
        text.matches('(a*)*(b*)*c')
        text.matches('[a-q][^u-z]{13}x')
        text.substring(0, 200000).matches('([a-f]{0,100}[a-e]{0,100}){5}b')
        lists.range(1000).map(i, strings.quote(text))
        lists.range(1000).map(i, text.charAt(7999999))
        lists.range(1000).map(i, base64.encode(bytes(text)))
        lists.range(1000).map(i, string(bytes(text)))
        lists.range(1000).exists(i, int(text) == 1)
        lists.range(1000).exists(i, double(text) == 1.0)
        lists.range(1000).map(i, text.substring(1) == text)
        lists.range(1000).map(i, text.trim())
        lists.range(1000).exists(i, 'a'.matches('((x{30}){30}){1}' + string(i)))
        lists.range(1000).exists(i, 'a'.matches('((\\pL{30}){5}){5}' + string(i)))
        lists.range(1000).exists(i, 'a'.matches('(' + text.substring(0, 60000) + string(i) + ')'))
        lists.range(1000).exists(i, 'a'.matches('a' + text.substring(0, 60000).replace('a', '|b', 20000) + string(i)))
        """#

    /// Apart from those that are written out, so that the compiler need not look at all of it at once.
    private static let large: [String] = [
        // Many patterns that are compiled with the expression.
        many(2_000) { "'a'.matches('(x{30}){30}\($0)')" },
        many(1_500) { #"'a'.matches('((\\pL{9}){9}\#($0))')"# },
        many(700) { _ in "a" + String(repeating: ".b", count: 45) },
        String(repeating: "[", count: 240) + "1" + String(repeating: "]", count: 240),
        "[" + many(20_000, by: ",") { "\($0)" } + "]",
        "{" + many(9_000, by: ",") { "\($0):1" } + "}",
    ]

    private static let sources: [String] = written.split(separator: "\n").map { String($0) } + large

    private static func many(_ count: Int, by separator: String = "||", _ part: (Int) -> String) -> String {
        (0..<count).map(part).joined(separator: separator)
    }
}

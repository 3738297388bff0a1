import Testing
import VoleryCEL

@Suite("Functions")
struct FunctionTests {
    @Test(
        "of text",
        arguments: [
            ("'żółw'.charAt(1)", "ó"), ("'żółw'.substring(1, 3)", "ół"), ("'a-b-c'.replace('-', '+', 1)", "a+b-c"),
            ("'abc'.replace('', '_')", "_a_b_c_"), ("''.replace('', 'x')", "x"), ("'abc'.replace('', '_', 2)", "_a_bc"),
            ("'abc'.split('').join('.')", "a.b.c"), ("'a,b,c'.split(',', 2).join(' ')", "a b,c"),
            ("'\\t żółw\\u2003'.trim()", "żółw"), ("'żółw'.reverse()", "włóż"), ("'Ża'.upperAscii()", "ŻA"),
            ("strings.quote('a\"b\\n')", "\"a\\\"b\\n\""), ("'%s is %d%%'.format(['x', 50])", "x is 50%"),
            ("'%.2f %e %x %X %o %b'.format([2.345, 1500.0, 255, 'kł', 8, true])", "2.35 1.500000e+03 ff 6BC582 10 1"),
            ("'%s'.format([{'b': [1, 2.5], 'a': null}])", "{a: null, b: [1, 2.5]}"),
            (
                "string(1e20) + ' ' + string(1e21) + ' ' + string(0.000001) + ' ' + string(1e-7)",
                "100000000000000000000 1e+21 0.000001 1e-7"
            ),
            ("string(-0.0) + ' ' + string(100.0) + ' ' + string(0.1 + 0.2)", "-0 100 0.30000000000000004"),
            ("base64.encode(b'\\x00\\x01\\xfe\\xff')", "AAH+/w=="),
        ]
    )
    func text(_ source: String, _ expected: String) throws {
        #expect(try evaluate(source) == .string(expected))
    }

    @Test(
        "of lists and numbers",
        arguments: [
            "[3, 1, 2].sort() == [1, 2, 3]",
            "[1, 1u, 1.0, '1', [1], [1.0], {'a': 1}].distinct() == [1, '1', [1], {'a': 1}]",
            "[[1], [2, [3]]].flatten() == [1, 2, [3]]", "[[1], [2, [3]]].flatten(2) == [1, 2, 3]",
            "lists.range(3) == [0, 1, 2]", "[1, 2, 3].slice(1, 2) == [2]", "[1, 2].reverse() == [2, 1]",
            "[1, 2].first().value() == 1", "![].last().hasValue()",
            "[optional.of(1), optional.none()].unwrapOpt() == [1]",
            "[{'n': 2}, {'n': 1}].sortBy(x, x.n)[0].n == 1", "math.greatest(1, 2.5, 2u) == 2.5", "math.sqrt(16) == 4.0",
            "math.abs(-9.5) == 9.5 && math.sign(-3) == -1", "math.bitShiftLeft(1, 64) == 0",
            "optional.none().orValue(3) == 3", "optional.of(1).or(optional.of(1 / 0)).value() == 1",
            "optional.ofNonZeroValue('').orValue('x') == 'x'", "{'a': {'b': 1}}.?a.?b.orValue(0) == 1",
            "{'a': 1}.transformMap(k, v, v + 1) == {'a': 2}", "[3, 4].transformMap(i, v, v) == {0: 3, 1: 4}",
            "{'a': 1}.transformMapEntry(k, v, {v: k}) == {1: 'a'}", "[2, 3].transformList(i, v, i == 1, v * i) == [3]",
            "[1, 2].map(x, x > 1, x * 2) == [4]", "size({'a': 1}) == 1 && 'abc'.size() == 3",
        ]
    )
    func truths(_ source: String) throws {
        #expect(try evaluate(source) == true)
    }

    @Test(
        "of times, in the zones of the system",
        arguments: [
            "timestamp('2026-07-01T22:30:00Z').getHours('Europe/Berlin') == 0",
            "timestamp('2026-01-01T22:30:00Z').getHours('Europe/Berlin') == 23",
            "timestamp('2050-07-01T12:00:00Z').getHours('America/New_York') == 8",
            "timestamp('2050-12-01T12:00:00Z').getHours('America/New_York') == 7",
            "timestamp('2050-01-01T00:00:00Z').getHours('Australia/Sydney') == 11",
            "timestamp('1900-01-01T00:00:00Z').getMinutes('Asia/Kathmandu') == 41",
            "timestamp('2026-01-01T00:00:00Z').getHours('-09:30') == 14",
            "timestamp('2024-02-29T00:00:00Z').getDayOfYear() == 59",
            "timestamp('2024-12-31T00:00:00Z').getDayOfYear() == 365",
            "timestamp('2026-11-22T00:00:00Z').getDayOfWeek() == 0",
            "string(timestamp('2026-01-31T12:00:00.5+02:30')) == '2026-01-31T09:30:00.5Z'",
            "timestamp('0001-01-01T00:00:00Z').getFullYear() == 1",
            "duration('1h30m').getMinutes() == 90 && string(duration('-1.5s')) == '-1.5s'",
            "duration('1m') * 1 == duration('1m') || duration('0.000000001s') == duration('1ns')",
            "timestamp(0) + duration('24h') == timestamp('1970-01-02T00:00:00Z')",
        ]
    )
    func times(_ source: String) throws {
        #expect(try evaluate(source) == true)
    }

    @Test(
        "a zone's name can't lead out of the folder of zones",
        arguments: ["../../../etc/passwd", "/etc/passwd", "Nowhere/City", ""]
    )
    func zoneNames(_ name: String) throws {
        let error = try evaluationError("timestamp(0).getHours(zone)", ["zone": .string(name)])
        #expect(error?.kind == .invalidArgument)
    }
}

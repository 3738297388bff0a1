import Testing
import VoleryCEL

@Suite("Mistakes in the text of an expression")
struct SyntaxTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
        var source: String
        var place: String
        var message: String
        var suggestion: String?
        var testDescription: String { source }
    }

    @Test(
        "are told with their place, what was expected, and what to write",
        arguments: [
            Mistake(
                source: "a = b",
                place: "=",
                message: "`=` is not an operator; equality is `==`.",
                suggestion: "=="
            ),
            Mistake(source: "a === b", place: "===", message: "`===` is not an operator.", suggestion: "=="),
            Mistake(source: "a & b", place: "&", message: "`&` is not an operator; “and” is `&&`.", suggestion: "&&"),
            Mistake(
                source: "a and b",
                place: "and",
                message: "`and` is not an operator; write `&&`.",
                suggestion: "&&"
            ),
            Mistake(source: "not a", place: "not", message: "`not` is not an operator; write `!`.", suggestion: "!"),
            Mistake(
                source: "a.map(x => x)",
                place: "=>",
                message: "There are no functions written with `=>`; a macro is `list.map(x, x.name)`."
            ),
            Mistake(
                source: "a | b",
                place: "|",
                message: "`|` is not an operator; “or” is `||`, and functions are called as in `size(x)`.",
                suggestion: "||"
            ),
            Mistake(
                source: "${a}",
                place: "$",
                message: "`$` has no meaning in an expression: a name is written bare, as in `x.name`."
            ),
            Mistake(source: "1 +", place: "", message: "The expression ends here; a value is missing."),
            Mistake(source: "", place: "", message: "The expression ends here; a value is missing."),
            Mistake(source: "f(1, 2", place: "", message: "The expression ends here; `,` or `)` is missing."),
            Mistake(source: "[1, 2", place: "", message: "The expression ends here; `,` or `]` is missing."),
            Mistake(
                source: "a ? b",
                place: "",
                message: "The expression ends here; `:` and what the value is otherwise is missing."
            ),
            Mistake(source: "a b", place: "b", message: "`b` can't stand here; expected an operator or the end."),
            Mistake(source: "{'a' 1}", place: "1", message: "`1` can't stand here; expected `:` and the key's value."),
            Mistake(source: "é + 1", place: "é", message: "The character `é` has no meaning here."),
            Mistake(
                source: "'abc",
                place: "'abc",
                message: "The text is not closed: ' is missing before the end of the line."
            ),
            Mistake(source: "'''abc'", place: "'''abc'", message: "The text is not closed: ''' is missing."),
            Mistake(
                source: "1 + '\\q'",
                place: "\\q",
                message: "`\\q` is no escape.",
                suggestion: "write `\\\\` for a backslash, or r\"…\" for raw text"
            ),
            Mistake(source: "'\\ud800'", place: "\\ud800", message: "The escape is not a Unicode character."),
            Mistake(source: "'\\x4'", place: "\\x4", message: "The escape needs 2 hexadecimal digits."),
            Mistake(
                source: "9223372036854775808",
                place: "9223372036854775808",
                message: "The number 9223372036854775808 is out of range for a signed 64-bit integer."
            ),
            Mistake(source: "12abc", place: "12abc", message: "`12abc` is not a number."),
            Mistake(
                source: "x.in",
                place: "in",
                message: "`in` is a word of the language and can't be a field's name here.",
                suggestion: "[\"in\"]"
            ),
            Mistake(source: "for + 1", place: "for", message: "`for` is a reserved word and can't be a name."),
            Mistake(source: "has(a)", place: "a", message: "has() asks for a field, such as has(a.b)."),
            Mistake(
                source: "has(a['b'])",
                place: "a['b']",
                message: "has() asks for a field, such as has(a.b).",
                suggestion: "\"b\" in …"
            ),
            Mistake(source: "x.map(a.b, 1)", place: "a.b", message: "map() takes a plain name here, such as `x`."),
            Mistake(source: "x.all(i, i, true)", place: "i", message: "The two names of all() are the same."),
            Mistake(
                source: "Message{a: 1}",
                place: "{",
                message: "There are no message types here, so `{` can't follow a name."
            ),
        ]
    )
    func mistakes(_ mistake: Mistake) throws {
        let problem = try #require(syntaxProblem(mistake.source))
        #expect(problem.kind == .syntax)
        #expect(problem.message == mistake.message)
        #expect(part(problem.range, of: mistake.source) == mistake.place)
        #expect(problem.suggestion == mistake.suggestion)
    }

    @Test("a mistake behind text that isn't ASCII has its place in bytes")
    func offsets() throws {
        let source = "'żółw' = x"
        let problem = try #require(syntaxProblem(source))
        #expect(part(problem.range, of: source) == "=")
    }

    @Test("comments and line breaks may stand between all tokens")
    func blanks() throws {
        #expect(try evaluate("1 // one\n +\r\n\t2 // two") == 3)
    }

    @Test("operators bind as the language says")
    func precedence() throws {
        #expect(try evaluate("1 + 2 * 3 == 7 && !false || false ? 'yes' : 'no'") == "yes")
        #expect(try evaluate("2 - 1 - 1 == 0 && 12 / 3 / 2 == 2") == true)
        #expect(try evaluate("-2 * -3") == 6)
        #expect(try evaluate("false ? 1 : true ? 2 : 3") == 2)
        #expect(try evaluate("1 in [1, 2] == true") == true)
    }

    @Test("a line end in a long text is \\n, however the source was saved")
    func lineEnds() throws {
        #expect(try evaluate("'''a\r\nb\rc'''") == "a\nb\nc")
    }
}

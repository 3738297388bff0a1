import VoleryYAML

extension CodePage {
    /// The pages of what can be wrong with a file as YAML.
    static let ofYAML = [
        CodePage(
            YAMLCode.syntax,
            "The text is no YAML",
            """
            The file breaks YAML's grammar, so nothing of it can be read. Often a quote or bracket is never closed, or a \
            value holds `: `, ` #` or `${{` and needs quotes. Where quotes would do, the line is shown with them.
            """,
            faulty: """
                steps:
                  greet: { value: ${{ 1 + 1 }} }
                """,
            mended: """
                steps:
                  greet: { value: "${{ 1 + 1 }}" }
                """
        ),
        CodePage(
            YAMLCode.fileTooLarge,
            "The file is too large",
            "A file has at most 256 KiB. Long texts belong into files of their own that a step reads with `read_file`.",
            faulty: .made(shown: "description: … 300,000 letters …\nsteps: { greet: { value: 1 } }") {
                Array("description: \(String(repeating: "x", count: 300_000))\nsteps: { greet: { value: 1 } }".utf8)
            },
            mended: """
                description: Greets.
                steps: { greet: { value: 1 } }
                """
        ),
        CodePage(
            YAMLCode.notUTF8,
            "The file is not UTF-8",
            "Files are UTF-8. Save the file in that encoding; the message says where the first byte is that is not.",
            faulty: .made(
                shown: "description: caf\\xE9      # one byte, as Latin-1 has it\nsteps: { greet: { value: 1 } }"
            ) {
                Array("description: caf".utf8) + [0xE9] + Array("\nsteps: { greet: { value: 1 } }".utf8)
            },
            mended: """
                description: café
                steps: { greet: { value: 1 } }
                """
        ),
        CodePage(
            YAMLCode.forbiddenCharacter,
            "A character that YAML does not allow",
            """
            A control character, or one that some readers take for a line's end and others do not. In double quotes it \
            can be written as an escape such as `\\e`.
            """,
            faulty: .made(shown: "steps:\n  greet: { value: \"␛[1mHi\" }      # the character itself") {
                Array("steps:\n  greet: { value: \"\u{1B}[1mHi\" }".utf8)
            },
            mended: #"""
                steps:
                  greet: { value: "\e[1mHi" }
                """#
        ),
        CodePage(
            YAMLCode.empty,
            "The file is empty",
            "The file holds no keys and values: it is empty, or all of it is comments.",
            faulty: "# to be written",
            mended: """
                steps:
                  greet: { value: Hello }
                """
        ),
        CodePage(
            YAMLCode.severalDocuments,
            "More than one document",
            "A file holds one document. A line of `---` begins another: put it into a file of its own.",
            faulty: """
                steps:
                  greet: { value: Hello }
                ---
                steps:
                  leave: { value: Goodbye }
                """,
            mended: """
                steps:
                  greet: { value: Hello }
                """
        ),
        CodePage(
            YAMLCode.tooDeep,
            "Nested too deep",
            "Lists and mappings are nested at most 64 deep, what aliases stand for included.",
            faulty: .made(shown: "steps:\n  greet: { value: [[[[ … 70 lists in each other … ]]]] }") {
                let (open, close) = (String(repeating: "[", count: 70), String(repeating: "]", count: 70))
                return Array("steps:\n  greet: { value: \(open)\(close) }".utf8)
            },
            mended: """
                steps:
                  greet: { value: [[1, 2], [3]] }
                """
        ),
        CodePage(
            YAMLCode.tooManyNodes,
            "Too many values",
            "A file has at most 100,000 values, and what an alias stands for counts each time that it is used.",
            faulty: """
                steps:
                  greet:
                    value:
                      a: &a [x, x, x, x, x, x, x, x, x, x]
                      b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
                      c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
                      d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
                      e: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
                """,
            mended: """
                steps:
                  greet:
                    value:
                      a: &a [x, x, x, x, x, x, x, x, x, x]
                      b: [*a, *a]
                """
        ),
        CodePage(
            YAMLCode.unknownAnchor,
            "An alias of nothing",
            "`*name` stands for what was marked with `&name` before it in the same file. There is no such mark.",
            faulty: """
                steps:
                  greet: { value: [&who Ada, *hwo] }
                """,
            mended: """
                steps:
                  greet: { value: [&who Ada, *who] }
                """
        ),
        CodePage(
            YAMLCode.recursiveAlias,
            "An alias inside of itself",
            "An alias stands inside of what it stands for, which would never end.",
            faulty: """
                steps:
                  greet: { value: &list [1, *list] }
                """,
            mended: """
                steps:
                  greet: { value: [&list [1], *list] }
                """
        ),
        CodePage(
            YAMLCode.duplicateKey,
            "A key twice",
            "A mapping has a key twice, so one of the two values would be lost. Rename one, or take it out.",
            faulty: """
                steps:
                  greet: { value: Hello }
                  greet: { value: Good day }
                """,
            mended: """
                steps:
                  greet: { value: Hello }
                """
        ),
        CodePage(
            YAMLCode.mergeKey,
            "A merge key",
            "`<<` is no part of YAML 1.2. Write the keys out, or give the whole value an anchor and use an alias.",
            faulty: """
                steps:
                  greet: { <<: { value: Hello } }
                """,
            mended: """
                steps:
                  greet: { value: Hello }
                """
        ),
        CodePage(
            YAMLCode.unknownTag,
            "An unknown tag",
            """
            Tags are those of YAML's core schema: `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq`, `!!map`. A \
            value that begins with `!` and is meant as text or as an expression needs quotes.
            """,
            faulty: """
                steps:
                  greet: { value: !env HOME }
                """,
            mended: """
                steps:
                  greet: { value: "!env HOME" }
                """
        ),
        CodePage(
            YAMLCode.tagMismatch,
            "A value that is not what its tag says",
            "A tag says what kind of value follows, and the value is none of that kind.",
            faulty: """
                steps:
                  greet: { value: !!int three }
                """,
            mended: """
                steps:
                  greet: { value: !!int 3 }
                """
        ),
        CodePage(
            YAMLCode.keyNotScalar,
            "A key that is no text",
            "A key is text, a number or a boolean, never a list, a mapping or null.",
            faulty: """
                steps:
                  greet: { value: { [a, b]: 1 } }
                """,
            mended: """
                steps:
                  greet: { value: { "a, b": 1 } }
                """
        ),
        CodePage(
            YAMLCode.tooManyDirectives,
            "Too many %TAG lines",
            "A file has at most 64 lines that begin with `%TAG`; files of this language need none.",
            faulty: .made(shown: "%TAG !a! tag:example.org,2000:\n… and 64 more …\n---\nsteps: { greet: { value: 1 } }")
            {
                let lines = (0..<65).map { "%TAG !t\($0)! tag:example.org,2000:\n" }.joined()
                return Array("\(lines)---\nsteps: { greet: { value: 1 } }".utf8)
            },
            mended: """
                steps: { greet: { value: 1 } }
                """
        ),
        CodePage(
            YAMLCode.numberOutOfRange,
            "A number out of range",
            "Numbers are finite, and integers have up to 64 bits. Quote it if it is meant as text.",
            faulty: """
                steps:
                  greet: { value: 123456789012345678901234567890 }
                """,
            mended: """
                steps:
                  greet: { value: "123456789012345678901234567890" }
                """
        ),
        CodePage(
            YAMLCode.keysOfSameText,
            "Two keys of the same text",
            "To YAML `true` and `\"true\"` are two keys, but a value of JSON can't hold both.",
            faulty: """
                steps:
                  greet: { value: { true: 1, "true": 2 } }
                """,
            mended: """
                steps:
                  greet: { value: { "true": 1, "false": 2 } }
                """
        ),
        CodePage(
            YAMLCode.notAMapping,
            "The file is no mapping",
            "A file of the language is a mapping of keys to values, not a list and not a text.",
            faulty: """
                - value: Hello
                """,
            mended: """
                steps:
                  greet: { value: Hello }
                """
        ),
    ]
}

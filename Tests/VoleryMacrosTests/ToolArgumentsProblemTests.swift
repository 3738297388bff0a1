import SwiftParser
import SwiftSyntax
import SwiftSyntaxMacroExpansion
import Testing

@testable import VoleryMacrosPlugin

@Suite("@ToolArguments on what can't be arguments")
struct ToolArgumentsProblemTests {
    @Test(
        "is an error at its place",
        arguments: [
            ("class A { var x: Int = 1 }", "1:1", ArgumentsProblem.notAStruct),
            ("actor A {}", "1:1", .notAStruct),
            ("enum A { case x }", "1:1", .notAStruct),
            ("struct A<T> { var x: Int }", "1:24", .generic),
            ("struct A { var x = [] }", "1:31", .noType("x")),
            ("struct A { var x = compute() }", "1:31", .noType("x")),
            ("struct A { let x = 1 }", "1:35", .constant("x")),
            ("struct A { lazy var x: Int = 1 }", "1:27", .isLazy),
            ("struct A { @Clamped var x: Int }", "1:27", .hasWrapper),
            ("struct A { var (x, y): (Int, Int) }", "1:31", .noName),
            ("struct A { var x: (Int, Int) }", "1:34", .type("(Int, Int)")),
            ("struct A { var x: [() -> Void]? }", "1:35", .type("() -> Void")),
            ("struct A { var x: [Int: String] }", "1:34", .type("[Int: String]")),
            ("struct A { var x: any Sendable }", "1:34", .type("any Sendable")),
        ]
    )
    func problem(_ source: String, _ place: String, _ problem: ArgumentsProblem) throws {
        let found = expand(source)
        #expect(found.messages == ["\(place) \(problem.message)"])
        #expect(!found.source.contains("extension"))
    }

    @Test("all mistakes of a struct are told at once")
    func several() {
        let found = expand("struct A { var x = []; let y = 1; var z: () -> Void }")
        #expect(found.messages.count == 3)
    }

    @Test(
        "what is no stored property is left alone",
        arguments: [
            "static var x: Int = 1", "var x: Int { 1 }", "var x: Int { get { 1 } set {} }", "func f() {}",
            "struct B {}",
        ]
    )
    func leftAlone(_ member: String) {
        let found = expand("public struct A { \(member) }")
        #expect(found.messages.isEmpty)
        #expect(found.source.contains("public init(arguments value: JSONValue) throws"))
        #expect(!found.source.contains("ToolArgumentField("))
    }

    private func expand(_ source: String) -> (source: String, messages: [String]) {
        let file = Parser.parse(source: "@ToolArguments \(source)")
        let context = BasicMacroExpansionContext(
            sourceFiles: [file: .init(moduleName: "Test", fullFilePath: "test.swift")]
        )
        let expanded = file.expand(
            macroSpecs: [
                "ToolArguments": MacroSpec(
                    type: ToolArgumentsMacro.self,
                    conformances: ["ToolArguments", "ToolArgumentValue"]
                )
            ],
            contextGenerator: {
                BasicMacroExpansionContext(sharingWith: context, lexicalContext: $0.allMacroLexicalContexts())
            }
        )
        let converter = SourceLocationConverter(fileName: "test.swift", tree: file)
        let messages = context.diagnostics.map { diagnostic in
            let place = context.location(for: diagnostic.position, anchoredAt: diagnostic.node, fileName: "test.swift")
            let location = converter.location(for: .init(utf8Offset: place.offset))
            return "\(location.line):\(location.column) \(diagnostic.message)"
        }
        return (expanded.description, messages)
    }
}

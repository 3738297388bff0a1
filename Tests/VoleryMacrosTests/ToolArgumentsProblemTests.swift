import Foundation
import Testing

private let plugin = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "VoleryMacrosPlugin-tool")

/// What can't be arguments: the source behind `@ToolArguments`, and the error at its column.
private let mistakes: [(source: String, error: String)] = [
    ("class A { var x: Int = 1 }", "1: error: @ToolArguments goes with a struct"),
    ("actor A {}", "1: error: @ToolArguments goes with a struct"),
    ("enum A { case x }", "1: error: @ToolArguments goes with a struct"),
    ("struct A<T> { var x: Int }", "24: error: a tool's arguments have one schema"),
    ("struct A { var x = [Int]() }", "31: error: write the type of `x`"),
    ("struct A { let x = 1 }", "35: error: `x` always has this value"),
    ("struct A { lazy var x: Int = 1 }", "27: error: a lazy property can't be an argument"),
    ("struct A { @available(*, deprecated) var x: Int }", "27: error: a property with an attribute"),
    ("struct A { var (x, y): (Int, Int) }", "31: error: an argument is a property with a name of its own"),
    ("struct A { var x: (Int, Int) }", "34: error: a model can't give a `(Int, Int)`"),
    ("struct A { var x: [() -> Void]? }", "35: error: a model can't give a `() -> Void`"),
    ("struct A { var x: [Int: String] }", "34: error: a model can't give a `[Int: String]`"),
    ("struct A { var x: any Sendable }", "34: error: a model can't give a `any Sendable`"),
]

@Suite("@ToolArguments on what can't be arguments")
struct ToolArgumentsProblemTests {
    @Test("is an error of the compiler at its place, all of them at once, and nothing else is")
    func problems() throws {
        try #require(FileManager.default.isExecutableFile(atPath: plugin.path), "the plugin is beside the tests")
        // The macro alone, without the module that declares it, since the compiler then needs no other modules.
        let head = """
            @attached(extension)
            macro ToolArguments() = #externalMacro(module: "VoleryMacrosPlugin", type: "ToolArgumentsMacro")

            """
        let lines = mistakes.enumerated().map { index, mistake in
            "@ToolArguments \(mistake.source.replacing(" A", with: " \(UnicodeScalar(UInt8(65 + index)))", maxReplacements: 1))"
        }
        let errors = try compile(head + lines.joined(separator: "\n"))
        let expected = mistakes.enumerated().map { "\($0 + 3):\($1.error)" }
        #expect(errors.count == expected.count, "\(errors)")
        for text in expected { #expect(errors.contains { $0.hasPrefix(text) }, "\(text) in \(errors)") }
    }

    /// The errors of a source, each with its line and column in front, in the source's order.
    private func compile(_ source: String) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "volery-macro-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "source.swift")
        try Data(source.utf8).write(to: file)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "swiftc", "-typecheck", "-parse-as-library", "-diagnostic-style", "llvm", "-load-plugin-executable",
            "\(plugin.path)#VoleryMacrosPlugin", file.path,
        ]
        let pipe = Pipe()
        process.standardError = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n").filter { $0.hasPrefix(file.path) && $0.contains(": error: ") }
            .map { String($0.dropFirst(file.path.count + 1)) }
    }
}

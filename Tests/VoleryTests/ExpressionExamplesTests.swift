import Foundation
import Testing
import Volery
import VoleryCEL

/// The examples of `docs/expressions.md`, each run as a step of a workflow.
@Suite("The examples of expressions")
struct ExpressionExamplesTests {
    /// `EXPRESSION ⇒ RESULT`, `⇒ error: PART OF THE MESSAGE` or `⇒ refused: PART OF THE MESSAGE`.
    private struct Example {
        let line: String
        let expression: String
        let result: String

        init?(_ line: String) {
            let parts = line.components(separatedBy: " ⇒ ")
            guard parts.count == 2 else { return nil }
            (self.line, expression, result) = (line, parts[0], parts[1])
        }

        var isRefused: Bool { result.hasPrefix("refused") }
        var isError: Bool { result.hasPrefix("error") }
        /// What the message holds.
        var message: String { result.components(separatedBy: ": ").dropFirst().joined(separator: ": ") }
    }

    private let inputs: String
    private let examples: [Example]

    init() throws {
        let page = try Repository.text("docs/expressions.md")
        inputs = try #require(Self.blocks("yaml", of: page).first)
        let lines = Self.blocks("cel", of: page).flatMap { $0.split(separator: "\n").map(String.init) }
        examples = try lines.map { try #require(Example($0), "\($0)") }
    }

    private static func blocks(_ language: String, of page: String) -> [String] {
        page.components(separatedBy: "```\(language)\n").dropFirst()
            .map { $0.components(separatedBy: "\n```")[0] + "\n" }
    }

    /// A step for the left side of each example, and one for its right side.
    private func workflow(_ examples: [Example]) throws -> String {
        var text = inputs + "steps:\n"
        for (number, example) in examples.enumerated() {
            text += "  left\(number): { value: \(quoted(example.expression))"
            text += example.isError ? ", on_error: { value: \"${{ error.message }}\" } }\n" : " }\n"
            let right = example.isError || example.isRefused ? "null" : example.result
            text += "  right\(number): { value: \(quoted(right)) }\n"
        }
        let names = examples.indices.flatMap { ["left\($0)", "right\($0)"] }
        return text + "outputs:\n" + names.map { "  \($0): \"${{ steps.\($0).output }}\"\n" }.joined()
    }

    /// The expression as a template in YAML's double quotes, which are JSON's.
    private func quoted(_ expression: String) -> String {
        JSONValue.string("${{ \(expression) }}").serialized()
    }

    @Test("give what the page says")
    func values() async throws {
        let examples = self.examples.filter { !$0.isRefused }
        try await withTemporaryFolder { folder in
            let path = "\(folder)/examples.yaml"
            try workflow(examples).write(toFile: path, atomically: true, encoding: .utf8)
            let runtime = try Runtime(project: Project(folder: folder))
            let file = try await runtime.loadFile(path)
            let outputs = try await runtime.withRun(of: file.workflow) { try await $0.outputs() }
            for (number, example) in examples.enumerated() {
                let left = try #require(outputs["left\(number)"], "\(example.line)")
                if example.isError {
                    #expect(left.stringValue?.contains(example.message) == true, "\(example.line): \(left)")
                } else {
                    #expect(left == outputs["right\(number)"], "\(example.line)")
                }
            }
        }
    }

    @Test("are refused at load where the page says so, at the expression, with the word in the message")
    func refused() async throws {
        for example in examples where example.isRefused {
            try await withTemporaryFolder { folder in
                let path = "\(folder)/examples.yaml"
                try workflow([example]).write(toFile: path, atomically: true, encoding: .utf8)
                let loader = WorkflowLoader(tools: try Runtime.catalogue(), environment: [:])
                let error = #expect(throws: DiagnosticsError.self) { try loader.load(path) }
                let messages = (error?.diagnostics ?? []).filter { $0.severity == .error }.map(\.message)
                #expect(messages.count == 1, "\(example.line): \(messages)")
                #expect(messages.first?.contains(example.message) == true || example.message.isEmpty, "\(messages)")
            }
        }
    }

    @Test("name every function that there is")
    func complete() throws {
        let page = examples.map(\.expression).joined(separator: "\n")
        for name in CELEnvironment().functionNames + ["coalesce", "sum", "toJson", "fromJson", "has"] {
            #expect(page.contains("\(name)("), "\(name)")
        }
    }
}

import Foundation
import Testing
import VoleryCEL
import VoleryCore
import VoleryWorkflow
import VoleryWorkflowFile

@Suite("Defects of the corpus")
struct CorpusTests {
    struct Manifest: Decodable {
        var cases: [Case]
    }

    struct Case: Decodable {
        var id: String
        var change: String
        var expect: String
        var suggest: Bool?
        var mustReport: Int?
        var note: String?
        var check: String?

        private enum CodingKeys: String, CodingKey {
            case id, change, expect, suggest, note, check
            case mustReport = "must_report"
        }

        /// Whether the case ends as it should, or else what came instead.
        func outcome() throws -> String? {
            guard let changes = Defects.changes[id] else { return "no workflow was written for it" }
            var text = Defects.base
            var files = ["volery.yaml": Defects.project]
            for change in changes {
                guard let range = text.range(of: change.old) else { return "`\(change.old)` isn't in the base" }
                text.replaceSubrange(range, with: change.new)
                files.merge(change.files) { _, new in new }
            }
            files["w.yaml"] = text
            let folder = try Folder(files)
            for (name, target) in changes.flatMap(\.links) { try folder.link(target, as: name) }
            return try outcome(of: folder, changes)
        }

        private func outcome(of folder: Folder, _ changes: [Defects.Change]) throws -> String? {
            do {
                let loaded = try folder.load()
                guard expect != "reject" else { return "accepted" }
                if check != nil { return try literal(in: loaded.workflow) }
                return expect == "warn" ? fault(loaded.warnings, changes) : nil
            } catch let error as DiagnosticsError {
                let mayBeRefused = note?.contains("or refused") == true
                guard expect == "reject" || expect == "either" || mayBeRefused else {
                    return "rejected: \(error.diagnostics)"
                }
                return fault(error.diagnostics, changes)
            }
        }

        /// What is wrong with an output that holds what looks like a template.
        private func literal(in workflow: Workflow) throws -> String? {
            let text = "a literal ${{ 1 + 1 }}"
            let title: JSONValue = ["second": ["output": ["title": .string(text)]]]
            let output = try workflow.outputs.first?.value.value(in: CELBindings(["steps": CELValue(title)]))
            return output == .string("Told \(text)") ? nil : "the output is \(String(describing: output))"
        }

        /// What the messages lack.
        private func fault(_ diagnostics: [Diagnostic], _ changes: [Defects.Change]) -> String? {
            let messages = diagnostics.map(\.message).joined(separator: "\n")
            if diagnostics.isEmpty { return "nothing was found" }
            if diagnostics.contains(where: { $0.place == nil }) { return "a message has no place: \(messages)" }
            if let count = mustReport, diagnostics.count != count {
                return "\(diagnostics.count) messages: \(messages)"
            }
            for change in changes {
                if let name = change.names.first(where: { !messages.contains($0) }) { return "`\(name)`: \(messages)" }
                if let guess = change.guess, !diagnostics.contains(where: { $0.suggestion == guess }) {
                    return "`\(guess)` is not suggested: \(diagnostics.map(\.suggestion))"
                }
            }
            return suggest == true && changes.allSatisfy({ $0.guess == nil }) ? "the test expects no suggestion" : nil
        }
    }

    @Test("The workflow that the defects are made in has none")
    func base() throws {
        #expect(try Folder(["w.yaml": Defects.base, "volery.yaml": Defects.project]).diagnostics() == [])
    }

    @Test("end as the manifest says", .enabled(if: SharedData.corpus != nil, "the folder of the corpus is absent"))
    func corpus() throws {
        let file = try #require(SharedData.corpus).appending(path: "workflow-defects/cases.json")
        let cases = try JSONDecoder().decode(Manifest.self, from: Data(contentsOf: file)).cases
        var failures: [String: String] = [:]
        for example in cases { failures[example.id] = try example.outcome() }
        print("corpus workflow-defects: \(cases.count - failures.count) of \(cases.count)")
        for (id, outcome) in failures.sorted(by: { $0.key < $1.key }) {
            print("  \(id): \(Defects.excused[id] ?? outcome)")
        }
        #expect(Set(failures.keys) == Set(Defects.excused.keys))
    }
}

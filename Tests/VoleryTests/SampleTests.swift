import Foundation
import Testing
import Volery

@Suite("The samples")
struct SampleTests {
    @Test(
        "every workflow is free of errors and warnings, and runs rehearsed to its outputs",
        arguments: try Self.names()
    )
    func rehearsed(name: String) async throws {
        let runtime = try Runtime(project: Project(folder: Repository.folder))
        var file = try await runtime.loadFile("\(Repository.folder)/workflows/\(name)")
        let model = RehearsalModel(try runtime.rehearsal(of: &file))
        #expect(file.warnings.isEmpty)
        let outputs = try await runtime.rehearsing(model).withRun(
            of: file.workflow,
            inputs: model.rehearsal.inputs
        ) {
            try await $0.outputs()
        }
        #expect(outputs.keys == file.workflow.outputs.map(\.name))
        #expect(model.leftOver.isEmpty)
    }

    @Test("what the tour reports is what the tools returned")
    func tour() async throws {
        let runtime = try Runtime(project: Project(folder: Repository.folder))
        var file = try await runtime.loadFile("\(Repository.folder)/workflows/tour.yaml")
        let model = RehearsalModel(try runtime.rehearsal(of: &file))
        let report = try await runtime.rehearsing(model).withRun(of: file.workflow) {
            try await $0.output("report", as: String.self)
        }
        let swiftFiles = try FileManager.default.subpathsOfDirectory(atPath: "\(Repository.folder)/Sources")
            .count { $0.hasSuffix(".swift") }
        #expect(report.contains("\(swiftFiles) Swift files"))
        #expect(report.contains(try Repository.text("README.md").split(separator: "\n")[1]))
        #expect(report.contains("Sources/VoleryCore/Models/LanguageModel.swift:2"))
    }

    @Test("the agents' files are used by a workflow")
    func agents() throws {
        let workflows = try Repository.files(below: "workflows").map { try Repository.text("workflows/\($0)") }
        for agent in try Repository.files(below: "agents") {
            #expect(workflows.contains { $0.contains("../agents/\(agent)") }, "\(agent)")
        }
    }

    static func names() throws -> [String] {
        try Repository.files(below: "workflows").filter { $0.hasSuffix(".yaml") && !$0.hasSuffix(".rehearsal.yaml") }
    }
}

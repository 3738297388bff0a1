internal import Volery

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// One test of a workflow: a rehearsal or a cassette beside it.
struct WorkflowTest {
    /// What the test follows.
    enum Kind {
        /// A rehearsal; the name of a further one, as in `NAME.CASE.rehearsal.yaml`.
        case rehearsal(String?)
        /// A cassette; the name of it, as in `NAME.CASE.cassette.jsonl`.
        case cassette(String?)
    }

    /// Its file.
    let file: String
    let kind: Kind
    /// The workflow's file.
    let workflow: String

    /// What it came to.
    struct Result {
        /// Its file.
        var file: String
        /// How long it took.
        var seconds: Double
        /// What is wrong; nothing if it passed.
        var faults: [Diagnostic]
        /// The files that the faults speak of.
        var sources: [SourceText] = []
    }

    /// How the names of files end that lie beside a workflow.
    private static let ends = [".rehearsal.yaml", ".cassette.jsonl", ".cassette.yaml"]

    /// Whether a file is no workflow, but lies beside one.
    static func isBeside(_ file: String) -> Bool { ends.contains(where: file.hasSuffix) }

    /// The workflow that a file is beside: of a rehearsal or cassette its own, of any other file itself.
    static func workflow(of file: String) -> String {
        guard let end = ends.first(where: file.hasSuffix) else { return file }
        let beginning = String(file.dropLast(end.count))
        let workflow = "\(beginning).yaml"
        guard !FileManager.default.fileExists(atPath: workflow), let dot = beginning.lastIndex(of: ".") else {
            return workflow
        }
        let shorter = "\(beginning[..<dot]).yaml"
        return FileManager.default.fileExists(atPath: shorter) ? shorter : workflow
    }

    /// The tests that lie beside a workflow: its rehearsals, and then its cassettes.
    static func all(of file: String, _ loaded: LoadedWorkflow, _ loader: WorkflowLoader) -> [WorkflowTest] {
        let beginning = file.hasSuffix(".yaml") ? String(file.dropLast(5)) : file
        let files = FileManager.default
        var tests: [WorkflowTest] = []
        if files.fileExists(atPath: "\(beginning).rehearsal.yaml") {
            tests.append(WorkflowTest(file: "\(beginning).rehearsal.yaml", kind: .rehearsal(nil), workflow: file))
        }
        for name in loader.rehearsalNames(of: loaded) {
            let other = "\(beginning).\(name).rehearsal.yaml"
            tests.append(WorkflowTest(file: other, kind: .rehearsal(name), workflow: file))
        }
        return tests + cassettes(of: file, beginning)
    }

    /// The cassettes that lie beside a workflow, and those of which only is said what is expected of them.
    private static func cassettes(of file: String, _ beginning: String) -> [WorkflowTest] {
        let slash = beginning.lastIndex(of: "/").map { beginning.index(after: $0) } ?? beginning.startIndex
        let (folder, name) = (String(beginning[..<slash]), String(beginning[slash...]))
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        let known = Set(names)
        let owners = names.compactMap { other in
            [".cassette.jsonl", ".cassette.yaml"].first(where: other.hasSuffix).map { String(other.dropLast($0.count)) }
        }
        return Set(owners).sorted().compactMap { owner in
            guard owner == name || owner.hasPrefix("\(name).") && !known.contains("\(owner).yaml") else { return nil }
            let own = owner == name ? nil : String(owner.dropFirst(name.count + 1))
            return WorkflowTest(file: "\(folder)\(owner).cassette.jsonl", kind: .cassette(own), workflow: file)
        }
    }

    /// Runs the test.
    ///
    /// - Parameters:
    ///   - loaded: The workflow.
    ///   - loader: What it was loaded by.
    ///   - allowsUnsandboxed: Whether commands may be run in no sandbox where `safety` says so too.
    /// - Returns: What it came to.
    /// - Throws: `CancellationError`; `DiagnosticsError` if a rehearsal is invalid.
    func result(
        _ loaded: LoadedWorkflow,
        _ loader: WorkflowLoader,
        allowsUnsandboxed: Bool
    ) async throws -> Result {
        let clock = ContinuousClock()
        let start = clock.now
        var loaded = loaded
        let faults: [Diagnostic]
        switch kind {
        case .rehearsal(let name): faults = try await rehearse(&loaded, name, loader, allowsUnsandboxed)
        case .cassette(let name): faults = try await replay(&loaded, name, loader)
        }
        let time = (clock.now - start) / .seconds(1)
        return Result(file: file, seconds: time, faults: faults, sources: loaded.sources)
    }

    private func rehearse(
        _ loaded: inout LoadedWorkflow,
        _ name: String?,
        _ loader: WorkflowLoader,
        _ allowsUnsandboxed: Bool
    ) async throws -> [Diagnostic] {
        let known = loaded
        let rehearsal: Rehearsal
        (loaded, rehearsal) = try await Blocking.run {
            var file = known
            let rehearsal = try loader.rehearsal(of: &file, named: name) ?? Rehearsal()
            return (file, rehearsal)
        }
        let model = RehearsalModel(rehearsal)
        let runtime = try Runtime(project: loaded.project, allowsUnsandboxed: allowsUnsandboxed).rehearsing(model)
        var tested = TestedRun()
        do {
            (tested.outputs, tested.usage) = try await runtime.withRun(of: loaded.workflow, inputs: rehearsal.inputs) {
                (try await $0.outputs(), $0.usage)
            }
        } catch let error as RunError {
            tested.error = error
        } catch let suspended as RunSuspended {
            return [Diagnostic(code: "test", "\(suspended); a rehearsal answers it")]
        }
        return faults(of: tested, rehearsal, model, in: loaded)
    }

    private func faults(
        of tested: TestedRun,
        _ rehearsal: Rehearsal,
        _ model: RehearsalModel,
        in loaded: LoadedWorkflow
    ) -> [Diagnostic] {
        var faults: [Diagnostic] = []
        if tested.error == nil {
            for path in model.leftOver {
                let message = "nobody asked for this reply"
                faults.append(Diagnostic(code: "test", message, at: loaded.place(of: path), notes: [path]))
            }
        }
        return tested.failure(unlessIn: rehearsal.expectations, loaded) + faults
            + rehearsal.expectations.compactMap { tested.fault(of: $0, in: loaded) }
    }

    private func replay(
        _ loaded: inout LoadedWorkflow,
        _ name: String?,
        _ loader: WorkflowLoader
    ) async throws -> [Diagnostic] {
        let known = loaded
        let expectations: [Expectation]
        (loaded, expectations) = try await Blocking.run {
            var file = known
            let expectations = try loader.expectations(of: &file, cassette: name)
            return (file, expectations)
        }
        do {
            return try await faults(of: loaded, expectations)
        } catch let error as CassetteDiffers {
            return [Diagnostic(code: "cassette", error.description)]
        } catch let error as UsageError {
            return [Diagnostic(code: "cassette", error.description)]
        } catch let error as RunError {
            return [Diagnostic(code: error.code.rawValue, error.message)]
        }
    }

    private func faults(of loaded: LoadedWorkflow, _ expectations: [Expectation]) async throws -> [Diagnostic] {
        let file = file
        let isThere = try await Blocking.run { FileManager.default.fileExists(atPath: file) }
        guard isThere else {
            let command = "volery run \(ShellText.word(workflow)) --record \(ShellText.word(file))"
            throw UsageError("there is no `\(file)`, of which something is expected; record it: \(command)")
        }
        let cassette = try await Blocking.run { try CassetteFile.read(file, for: "the cassette") }
        let replay = CassetteReplay(cassette: cassette, file: file, workflow: workflow)
        let result = try await replay.replay(of: loaded)
        guard case .runEnded(_, _, _, let usage, _)? = cassette.entries.last?.payload else {
            throw UsageError(
                "\(file): the record ends before the run did; record again: \(replay.recording(of: loaded))"
            )
        }
        let tested = TestedRun(outputs: result.outputs ?? JSONObject(), error: result.error, usage: usage)
        // A run that failed is a good test by itself; where something is expected, that should name the failure.
        let failure = expectations.isEmpty ? [] : tested.failure(unlessIn: expectations, loaded)
        return failure + expectations.compactMap { tested.fault(of: $0, in: loaded) }
    }
}

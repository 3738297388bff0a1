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
        /// A cassette.
        case cassette
    }

    /// Its file.
    let file: String
    let kind: Kind

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

    /// The workflow that a file is beside: of a rehearsal or cassette its own, of any other file itself.
    static func workflow(of file: String) -> String {
        guard let end = [".rehearsal.yaml", ".cassette.jsonl"].first(where: file.hasSuffix) else { return file }
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
            tests.append(WorkflowTest(file: "\(beginning).rehearsal.yaml", kind: .rehearsal(nil)))
        }
        for name in loader.rehearsalNames(of: loaded) {
            tests.append(WorkflowTest(file: "\(beginning).\(name).rehearsal.yaml", kind: .rehearsal(name)))
        }
        let slash = beginning.lastIndex(of: "/").map { beginning.index(after: $0) } ?? beginning.startIndex
        let (folder, name) = (String(beginning[..<slash]), String(beginning[slash...]))
        let names = (try? files.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        for other in names.sorted() where other.hasPrefix("\(name).") && other.hasSuffix(".cassette.jsonl") {
            let owner = other.dropLast(".cassette.jsonl".count)
            guard owner == name || !names.contains("\(owner).yaml") else { continue }
            tests.append(WorkflowTest(file: folder + other, kind: .cassette))
        }
        return tests
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
        case .cassette: faults = try await replay(loaded)
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
        if let error = tested.error, !rehearsal.expectations.contains(where: \.isAboutEnd) {
            let place = error.path.flatMap { loaded.place(of: $0) }
            let at = error.address == .run ? "" : "\(error.address): "
            faults.append(Diagnostic(code: error.code.rawValue, "the run failed: \(at)\(error.message)", at: place))
        }
        if tested.error == nil {
            for path in model.leftOver {
                let message = "nobody asked for this reply"
                faults.append(Diagnostic(code: "test", message, at: loaded.place(of: path), notes: [path]))
            }
        }
        return faults + rehearsal.expectations.compactMap { tested.fault(of: $0, in: loaded) }
    }

    private func replay(_ loaded: LoadedWorkflow) async throws -> [Diagnostic] {
        do {
            let file = file
            let cassette = try await Blocking.run { try CassetteFile.read(file, for: "the cassette") }
            _ = try await CassetteReplay(cassette: cassette, file: file).replay(of: loaded)
            return []
        } catch let error as CassetteDiffers {
            return [Diagnostic(code: "cassette", error.description)]
        } catch let error as UsageError {
            return [Diagnostic(code: "cassette", error.description)]
        } catch let error as RunError {
            return [Diagnostic(code: error.code.rawValue, error.message)]
        }
    }
}

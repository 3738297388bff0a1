internal import Volery

/// A workflow's file as it is now, run with every effect answered by a cassette: no model, no tool, no network.
struct CassetteReplay {
    let cassette: Cassette
    /// The cassette's file, and the workflow's, for messages.
    let file: String
    let workflow: String

    /// Runs the workflow.
    ///
    /// - Parameter loaded: The workflow.
    /// - Returns: What it puts out, the same as what was recorded.
    /// - Throws: `CassetteDiffers` where it is not what was recorded; `RunError` if the recorded run failed, too.
    func outputs(of loaded: LoadedWorkflow) async throws -> JSONObject {
        let replay = try await replay(of: loaded)
        if let error = replay.error { throw error }
        guard let outputs = replay.outputs else {
            throw UsageError("\(file): the record ends before the run did; record again: \(recording(of: loaded))")
        }
        return outputs
    }

    /// Runs the workflow, and refuses what differs.
    func replay(of loaded: LoadedWorkflow) async throws -> Replay {
        let (workflow, recording) = (loaded.workflow, recording(of: loaded))
        guard workflow.name == cassette.workflow else {
            throw UsageError("\(file) is of the workflow `\(cassette.workflow)`, not of `\(workflow.name)`")
        }
        do throws(InputsError) {
            _ = try workflow.inputs.complete(cassette.inputs)
        } catch {
            let difference = "the recorded inputs do not fit: \(error)"
            throw CassetteDiffers(file: file, differences: [difference], recording: recording)
        }
        // No command is run, so none needs to be held.
        let replay = try await Runtime(project: loaded.project, allowsUnsandboxed: true)
            .replay(cassette.run, entries: cassette.entries, header: cassette.header, of: workflow)
        guard replay.differences.isEmpty else {
            let differences = replay.differences.map(Self.text)
            throw CassetteDiffers(file: file, differences: differences, recording: recording)
        }
        return replay
    }

    /// The command that records the cassette anew, with the same inputs.
    func recording(of loaded: LoadedWorkflow) -> String {
        let inputs = loaded.workflow.inputs.compactMap { input -> String? in
            guard let value = cassette.inputs[input.name], value != input.defaultValue else { return nil }
            return "--input " + ShellText.word("\(input.name)=\(ValueText.text(of: value))")
        }
        return (["volery run", ShellText.word(workflow)] + inputs + ["--record", ShellText.word(file)])
            .joined(separator: " ")
    }

    private static func text(of difference: Replay.Difference) -> String {
        let place = difference.address == .run ? "the run" : "`\(difference.address)`"
        // What the runtime says of a stored run is of no use here: another command helps.
        let message = difference.message.split(separator: ",", maxSplits: 1).first.map(String.init) ?? ""
        return "\(place): \(message)"
    }
}

/// A workflow is not any more what a cassette recorded.
struct CassetteDiffers: Error, CustomStringConvertible {
    /// The cassette's file.
    let file: String
    /// Where it differs and how.
    let differences: [String]
    /// The command that records it anew.
    let recording: String

    var description: String {
        let shown = differences.prefix(10).map { "  \($0)\n" }.joined()
        let more = differences.count > 10 ? "  and \(differences.count - 10) more\n" : ""
        return "the workflow differs from \(file) at\n\(shown)\(more)if that is meant, record again: \(recording)"
    }
}

internal import ArgumentParser
internal import VoleryCore
internal import VoleryRuntime
internal import VoleryWorkflowFile

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The program's standard output and error, and how it tells of what is wrong.
struct Console: Sendable {
    let output: Terminal
    let errors: Terminal
    let environment: [String: String]

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.environment = environment
        output = Terminal(descriptor: 1, environment: environment)
        errors = Terminal(descriptor: 2, environment: environment)
    }

    private var style: DiagnosticRenderer.Style { errors.hasColour ? .coloured : .plain }

    /// The person who can be asked: whoever types at standard input and reads standard error, if both are terminals.
    func person(on screen: SharedScreen) -> TerminalPeople? {
        let input = Terminal(descriptor: 0, environment: environment)
        guard input.isTerminal, errors.isTerminal else { return nil }
        return TerminalPeople(input: LineInput(descriptor: 0), terminal: errors, screen: screen)
    }

    /// Tells what is wrong in files.
    func show(_ diagnostics: [Diagnostic], of sources: [SourceText]) {
        guard !diagnostics.isEmpty else { return }
        let renderer = DiagnosticRenderer(sources: sources, style: style, columns: errors.size.columns)
        try? errors.write(renderer.render(diagnostics) + "\n")
    }

    /// Tells why something failed, and gives the status to end with.
    ///
    /// - Parameters:
    ///   - error: What was thrown.
    ///   - loaded: The workflow that it is about, if one was loaded.
    /// - Returns: The status.
    func report(_ error: any Error, in loaded: LoadedWorkflow? = nil) -> ExitStatus {
        switch error {
        case let error as DiagnosticsError:
            show(error.diagnostics, of: error.sources)
        case let error as RunError:
            let place = error.path.flatMap { loaded?.place(of: $0) }
            let report = FailureReport(error: error, place: place, sources: loaded?.sources ?? [])
            try? errors.write(report.text(style: style, columns: errors.size.columns))
        case let suspended as RunSuspended:
            try? errors.write(SuspensionText.text(of: suspended))
        case is CancellationError:
            try? errors.write("interrupted\n")
        default:
            try? errors.write("error: \(TerminalText.escapedKeepingLines("\(error)"))\n")
        }
        return ExitStatus(error)
    }

    /// Tells why the results could not be written; a reader that has read enough is no reason to tell anything.
    func report(_ closed: OutputClosed) -> ExitStatus {
        if closed.isPipe { return .done }
        try? errors.write("error: the results can't be written: \(closed)\n")
        return .failed
    }

    /// Tells what the argument parser says; help that was asked for goes to standard output.
    func report(parsing error: any Error) -> ExitStatus {
        let message = TerminalText.escapedKeepingLines(VoleryCommand.fullMessage(for: error)) + "\n"
        if VoleryCommand.exitCode(for: error) == .success {
            try? output.write(message)
            return .done
        }
        try? errors.write(message)
        return .usage
    }
}

internal import VoleryCore
internal import VoleryRuntime

/// How the program ends, as the shell sees it.
enum ExitStatus: Int32, Sendable {
    case done = 0
    /// The run failed.
    case failed = 1
    /// The command line or an input is wrong.
    case usage = 2
    /// A file is invalid.
    case invalidFile = 3
    /// A limit was hit.
    case limit = 4
    /// The run waits for a person or a time.
    case suspended = 5
    /// Ctrl-C or SIGTERM.
    case interrupted = 130

    /// What an error means for the exit.
    init(_ error: any Error) {
        switch error {
        case let error as RunError: self.init(error.code)
        case is UsageError: self = .usage
        // The run that was named is not the one that was meant.
        case let error as JournalError where [.unknown, .ambiguous].contains(error.code): self = .usage
        case is DiagnosticsError: self = .invalidFile
        case is RunSuspended: self = .suspended
        case is CancellationError: self = .interrupted
        default: self = .failed
        }
    }

    private init(_ code: RunError.Code) {
        switch code {
        case .limit: self = .limit
        case .inputs: self = .usage
        case .cancelled: self = .interrupted
        default: self = .failed
        }
    }
}

/// Something that the caller of the program has to write differently.
struct UsageError: Error, Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

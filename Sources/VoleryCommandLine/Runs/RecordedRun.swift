internal import VoleryCore
internal import VoleryRuntime

/// A run as its store has it.
struct RecordedRun: Sendable {
    var summary: VoleryRuntime.RunSummary
    /// Its entries by number, without those that can't be read.
    var entries: [Entry] = []
    /// What can't be read, each with its number.
    var faults: [JournalError] = []

    var run: String { summary.run }

    /// What is known of it, with every part that it had.
    var view: RunView {
        var view = RunView(keepsAll: true)
        for entry in entries { view.receive(.entry(entry)) }
        switch summary.state {
        case .running, .suspended: break
        case .interrupted, .completed, .failed, .cancelled, .damaged: view.finish(at: view.time)
        }
        return view
    }

    /// Whether it came to its end and nobody has gone on with it since.
    var hasEnded: Bool { if case .runEnded? = entries.last?.payload { true } else { false } }

    /// The entries of what it waits for: questions without an answer, times that have not come.
    var waits: [Entry] { entries.openWaits }

    /// The faults as JSON; `nil` if there are none.
    var faultsJSON: JSONValue? {
        guard !faults.isEmpty else { return nil }
        return .array(faults.map { ["n": $0.entry.map(JSONValue.int) ?? .null, "message": .string($0.description)] })
    }

    /// Tells what can't be read.
    func tellFaults(_ console: Console) {
        for fault in faults { console.note("warning: \(fault); what is shown is without what can't be read") }
    }
}

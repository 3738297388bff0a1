import VoleryCore
import VoleryWorkflow
import VoleryYAML

/// Collects the faults and doubts of the files of one load, up to a bound.
///
/// It is shared by the stages of one load, which all run on the thread that called it.
final class FaultLog {
    /// More faults than this are not worth reading, nor more doubts.
    private static let most = 100
    private(set) var diagnostics: [Diagnostic] = []
    private var counts: [Diagnostic.Severity: Int] = [:]
    /// Where files are no sound YAML: what is said of these places otherwise follows from that.
    private var unsound: [Place] = []
    /// Files that are read as they were, by their absolute paths.
    private let stored: [String: [UInt8]]
    /// The files that were read, in order.
    private(set) var sources: [SourceText] = []

    init(stored: [String: [UInt8]] = [:]) {
        self.stored = stored
    }

    /// The text of a file: as it was, or as it is.
    func read(_ location: FileLocation) throws(FileReader.Fault) -> SourceText {
        if let bytes = stored[location.absolute] { return SourceText(file: location.shown, bytes: bytes) }
        return try FileReader.read(location)
    }

    /// Whether the files can't be used.
    var hasErrors: Bool { counts[.error, default: 0] > 0 }

    /// Whether further faults would be left out.
    var isFull: Bool { counts[.error, default: 0] >= Self.most }

    func add(_ source: SourceText) {
        if !sources.contains(where: { $0.file == source.file }) { sources.append(source) }
    }

    func add(_ diagnostics: [Diagnostic]) {
        for diagnostic in diagnostics { add(diagnostic) }
    }

    /// Adds what is wrong with a file as YAML, before anything else of it is looked at.
    func add(ofYAML faults: [Diagnostic]) {
        add(faults)
        unsound += faults.compactMap(\.place)
    }

    /// Adds one, unless it is there already: what several workflows use is checked with each of them.
    func add(_ diagnostic: Diagnostic) {
        guard diagnostic.place == nil || !diagnostics.contains(diagnostic) else { return }
        if let place = diagnostic.place, unsound.contains(where: { $0.overlaps(place) }) { return }
        counts[diagnostic.severity, default: 0] += 1
        if counts[diagnostic.severity, default: 0] <= Self.most { diagnostics.append(diagnostic) }
    }

    /// Notes a fault.
    func report(
        _ code: FileCode,
        _ message: String,
        at place: Place?,
        severity: Diagnostic.Severity = .error,
        notes: [String] = [],
        suggestion: String? = nil
    ) {
        add(Diagnostic(severity, code: code.rawValue, message, at: place, notes: notes, suggestion: suggestion))
    }

    /// All of them by file, in the order in which the files were read, and by place.
    var sorted: [Diagnostic] {
        let ranks = Dictionary(uniqueKeysWithValues: sources.enumerated().map { ($1.file, $0) })
        let rank = { (place: Place?) in place.map { ranks[$0.file] ?? .max } ?? -1 }
        var sorted = diagnostics.enumerated().sorted { left, right in
            let (first, second) = (left.element.place, right.element.place)
            if rank(first) != rank(second) { return rank(first) < rank(second) }
            if let first, let second, first.start != second.start { return first.start < second.start }
            return left.offset < right.offset
        }.map(\.element)
        if counts.values.contains(where: { $0 > Self.most }) {
            sorted[sorted.count - 1].notes.append("there are so many faults that the rest is not shown")
        }
        return sorted
    }

    /// Ends a load that has errors.
    ///
    /// - Throws: All that was found, if at least one is an error.
    func throwErrors() throws(DiagnosticsError) {
        guard hasErrors else { return }
        throw DiagnosticsError(sorted, sources: sources)
    }
}

import VoleryCore

/// The faults of one file, up to a bound: a file that has more is not worth reading on.
struct FaultList {
    private var diagnostics: [Diagnostic] = []

    /// Notes a fault.
    ///
    /// - Throws: All faults so far, once there are too many.
    mutating func add(
        _ code: YAMLCode,
        _ message: String,
        at place: Place,
        notes: [String] = [],
        suggestion: String? = nil
    ) throws(DiagnosticsError) {
        add(Diagnostic(code: code.rawValue, message, at: place, notes: notes, suggestion: suggestion))
        guard diagnostics.count >= YAMLLimits.faults else { return }
        diagnostics[diagnostics.count - 1].notes.append("the file has so many faults that the rest was not read")
        throw error
    }

    /// Notes the last fault of a file that can't be read further.
    mutating func add(_ diagnostic: Diagnostic) {
        diagnostics.append(diagnostic)
    }

    /// How many were found.
    var count: Int { diagnostics.count }

    /// Whether none was found.
    var isEmpty: Bool { diagnostics.isEmpty }

    /// All of them in the order of their places.
    var error: DiagnosticsError {
        DiagnosticsError(
            diagnostics.enumerated().sorted { left, right in
                guard let first = left.element.place?.start, let second = right.element.place?.start, first != second
                else { return left.offset < right.offset }
                return first < second
            }.map(\.element)
        )
    }
}

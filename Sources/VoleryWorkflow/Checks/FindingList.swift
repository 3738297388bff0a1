import VoleryCore

/// What the checks found, up to a bound: a workflow that has more faults is not worth checking on.
package struct FindingList: Sendable {
    private static let most = 100
    /// The findings in the order in which they were found.
    package private(set) var all: [Finding] = []
    private var errors = 0

    /// Whether further errors are left out.
    package var isFull: Bool { errors >= Self.most }

    /// How many there are.
    var count: Int { all.count }

    /// Whether one of them is an error.
    var hasErrors: Bool { errors > 0 }

    /// Puts what was found in steps into the steps' order.
    ///
    /// - Parameters:
    ///   - first: The first finding that is concerned.
    ///   - parts: The steps in the order in which they were checked, and how much was found in each.
    mutating func sort(from first: Int, by parts: [(step: Int, count: Int)]) {
        var start = first
        var pieces: [(step: Int, findings: ArraySlice<Finding>)] = []
        for part in parts where part.count > 0 {
            pieces.append((part.step, all[start..<start + part.count]))
            start += part.count
        }
        guard start == all.count else { return }
        all[first...] = ArraySlice(pieces.sorted { $0.step < $1.step }.flatMap(\.findings))
    }

    mutating func append(_ finding: Finding) {
        if finding.severity == .error {
            guard !isFull else { return }
            errors += 1
        } else {
            guard all.count - errors < Self.most else { return }
        }
        all.append(finding)
    }
}

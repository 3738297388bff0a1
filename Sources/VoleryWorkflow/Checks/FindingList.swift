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

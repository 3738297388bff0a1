import VoleryCore
import VoleryWorkflow
import VoleryYAML

/// Turns what the checks found at paths into diagnostics at places.
struct FindingPlacer {
    let places: FilePlaces
    let log: FaultLog

    /// Adds findings; those at a place of which a fault has been reported before are its consequences and left out.
    func add(_ findings: [Finding]) {
        let earlier = log.diagnostics.filter { $0.severity == .error }.compactMap(\.place)
        for finding in findings {
            let place = place(of: finding)
            if isOfMisplacedArgument(finding) { continue }
            if let place, earlier.contains(where: { $0.overlaps(place) }) { continue }
            log.add(
                Diagnostic(
                    finding.severity,
                    code: finding.code,
                    finding.message,
                    at: place,
                    notes: finding.notes,
                    suggestion: finding.suggestion
                )
            )
        }
    }

    /// Whether a finding is about an argument that stands beside `tool` instead of under `with`, which has been reported.
    private func isOfMisplacedArgument(_ finding: Finding) -> Bool {
        guard let with = finding.path.ranges(of: ".with.").last else { return false }
        let name = String(finding.path[with.upperBound...].prefix { !".[".contains($0) })
        let step = places.target(of: String(finding.path[..<with.lowerBound]))
        guard let step, step.isExact, step.node["tool"] != nil else { return false }
        return step.node[name] != nil && step.node["with"]?[name] == nil
    }

    private func place(of finding: Finding) -> Place? {
        guard let target = places.target(of: finding.path) else { return nil }
        if finding.isAboutKey, let key = target.key { return key.place }
        guard let range = finding.range, target.isExact, target.node.scalar != nil else { return target.place }
        return target.node.place(ofUTF8Offset: range.lowerBound, length: range.count)
    }
}

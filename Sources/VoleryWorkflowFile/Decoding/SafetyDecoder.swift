import VoleryCore
import VoleryYAML

extension YAMLNode {
    /// What `safety` asks for, where it asks for anything.
    var safety: Safety? {
        guard let sandbox = self["sandbox"] else { return nil }
        if sandbox.text == Safety.Sandbox.none.rawValue { return Safety(sandbox: .none) }
        let minimum = sandbox["minimum"]?.text
        return Safety.Sandbox.minima.first { $0.rawValue == minimum }.map { Safety(sandbox: $0) }
    }
}

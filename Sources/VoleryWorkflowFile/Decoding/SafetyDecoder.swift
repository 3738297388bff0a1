import VoleryCore
import VoleryYAML

extension YAMLNode {
    /// What `safety` asks for, where it asks for anything.
    var safety: Safety? {
        self["sandbox"]?.text.flatMap(Safety.Sandbox.init).map { Safety(sandbox: $0) }
    }
}

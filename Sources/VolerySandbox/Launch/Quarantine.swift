import CSandbox
import Glibc

/// Moves protected names aside that a command has created: nothing held them read-only, as there was nothing to hold.
struct Quarantine {
    var workspace: Descriptor

    func take(_ names: [String]) -> [QuarantinedName] {
        names.compactMap(take)
    }

    private func take(_ name: String) -> QuarantinedName? {
        let parts = name.split(separator: "/")
        let last = String(parts[parts.count - 1])
        let above = parts.dropLast().joined(separator: "/")
        guard let folder = above.isEmpty ? workspace : try? workspace.naming(beneath: above) else { return nil }
        for attempt in 1...100 {
            let aside = last + ".quarantined" + (attempt == 1 ? "" : "-\(attempt)")
            switch csandbox_rename_new(folder.number, last, folder.number, aside) {
            case 0: return QuarantinedName(name: name, movedTo: above.isEmpty ? aside : above + "/" + aside)
            case -EEXIST: continue
            case -ENOENT: return nil
            default: return QuarantinedName(name: name, movedTo: nil)
            }
        }
        return QuarantinedName(name: name, movedTo: nil)
    }
}

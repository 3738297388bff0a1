import VoleryCore
import VoleryYAML

/// Checks a mapping that has exactly one of several kinds, and the keys that go with it.
struct VariantChecker {
    let checker: FormatChecker
    let format: VariantFormat

    func check(_ node: YAMLNode, key: YAMLNode?) {
        guard let entries = node.entries else { return checker.reportKind(node, .variant(format)) }
        let named = entries.compactMap { entry in format.kinds.first { $0.key.name == entry.name } }
        switch named.count {
        case 1: check(entries, named[0], node, key)
        case 0: checkWithoutKind(entries, node, key)
        default: reportSeveral(entries, named)
        }
    }

    private func check(_ entries: [YAMLEntry], _ kind: VariantFormat.Kind, _ node: YAMLNode, _ key: YAMLNode?) {
        guard !kind.key.isLater else {
            for entry in entries where entry.name == kind.key.name { checker.reportLater(entry.key) }
            return
        }
        let known = [kind.key] + kind.keys + format.modifiers
        var missing = (kind.keys + format.modifiers).filter(\.isRequired).map(\.name)
        let beside = MisplacedArguments.beside(entries, of: kind, in: format)
        if !beside.isEmpty { reportBeside(beside, entries) }
        for entry in entries where !beside.contains(where: { $0.key.place == entry.key.place }) {
            missing.removeAll { $0 == entry.name }
            if let key = known.first(where: { $0.name == entry.name }) {
                checker.checkEntry(entry, key)
            } else if let guess = reportUnknown(entry, kind, known) {
                missing.removeAll { $0 == guess }
            }
        }
        for name in missing {
            let message = "\(format.what) of the kind `\(kind.key.name)` needs the key `\(name)`"
            checker.log.report(.missingKey, message, at: key?.place ?? node.briefPlace)
        }
    }

    private func reportBeside(_ arguments: [YAMLEntry], _ entries: [YAMLEntry]) {
        let names = arguments.map { "`\($0.name.shown)`" }.joined(separator: ", ")
        let noun = arguments.count == 1 ? "key" : "keys"
        let message = "\(format.what) has no \(noun) \(names): a tool's arguments stand under `with`"
        let isThere = entries.contains { $0.name == "with" }
        let suggestion = isThere ? nil : MisplacedArguments.shown(arguments)
        checker.log.report(.unknownKey, message, at: arguments.first?.key.place, suggestion: suggestion)
    }

    private func reportUnknown(_ entry: YAMLEntry, _ kind: VariantFormat.Kind, _ known: [KeyFormat]) -> String? {
        let others = format.kinds.filter { other in other.keys.contains { $0.name == entry.name } }
        guard !others.isEmpty else { return checker.reportUnknown(entry.key, in: format.what, among: known) }
        let kinds = others.map { "`\($0.key.name)`" }.joined(separator: ", ")
        let message = "`\(entry.name)` has no meaning in \(format.what) of the kind `\(kind.key.name)`"
        checker.log.report(.misplacedKey, message, at: entry.key.place, notes: ["it goes with \(kinds)"])
        return nil
    }

    private func checkWithoutKind(_ entries: [YAMLEntry], _ node: YAMLNode, _ key: YAMLNode?) {
        let kinds = format.kinds.map(\.key)
        let further = format.kinds.flatMap(\.keys) + format.modifiers
        var isGuessed = false
        for entry in entries {
            if let key = further.first(where: { $0.name == entry.name }) {
                checker.checkEntry(entry, key)
            } else if let guess = checker.reportUnknown(entry.key, in: format.what, among: kinds + further) {
                isGuessed = isGuessed || kinds.contains { $0.name == guess }
            }
        }
        // A misspelt kind has been reported as that.
        guard !isGuessed else { return }
        let names = kinds.filter { !$0.isLater }.map { "`\($0.name)`" }.joined(separator: ", ")
        let message = "\(format.what) needs a kind: one of the keys \(names)"
        checker.log.report(.noKind, message, at: key?.place ?? node.briefPlace)
    }

    private func reportSeveral(_ entries: [YAMLEntry], _ kinds: [VariantFormat.Kind]) {
        let names = kinds.map { "`\($0.key.name)`" }.joined(separator: " and ")
        let extra = entries.filter { entry in kinds.dropFirst().contains { $0.key.name == entry.name } }
        guard let place = extra.first?.key.place else { return }
        let notes = ["split it: one does the one thing, another the other"]
        checker.log.report(.severalKinds, "\(format.what) has one kind, this one has \(names)", at: place, notes: notes)
    }
}

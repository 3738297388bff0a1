import VoleryCore
import VoleryWorkflow
import VoleryYAML

/// Checks a file against a format: kinds of values, keys that are unknown or missing, names, amounts.
///
/// What decodes the file afterwards takes what fits and leaves out the rest, as that has been reported here.
struct FormatChecker {
    let log: FaultLog

    /// Checks a value; `key` is what a missing value is reported at.
    func check(_ node: YAMLNode, _ format: ValueFormat, key: YAMLNode? = nil) {
        if isLeftOut(node, format) {
            let place = key?.place ?? node.place
            log.report(.wrongType, "expected \(format.words), found nothing", at: place)
            return
        }
        switch format {
        case .text, .template: checkScalar(node, format)
        case .expression: checkExpression(node)
        case .quantity(let quantity): checkQuantity(node, quantity)
        case .integer(let range): checkInteger(node, range)
        case .number(let range): checkNumber(node, range)
        case .choice(let words): checkChoice(node, words)
        case .list(let element, _, let count): checkList(node, element, count, format)
        case .map(let map): checkMap(node, map)
        case .mapping(let mapping): checkMapping(node, mapping)
        case .variant(let variant): VariantChecker(checker: self, format: variant).check(node, key: key)
        case .step: check(node, .variant(StepFormat.step), key: key)
        case .schema: checkSchema(node)
        case .either(let formats): checkEither(node, formats, format)
        case .templateValue, .anything: checkValue(node)
        }
    }

    private func isLeftOut(_ node: YAMLNode, _ format: ValueFormat) -> Bool {
        guard node.scalar?.value == .null else { return false }
        switch format {
        case .templateValue, .anything: return false
        default: return true
        }
    }

    /// Reports that a value is of another kind than expected.
    func reportKind(_ node: YAMLNode, _ format: ValueFormat, notes: [String] = [], suggestion: String? = nil) {
        let message = "expected \(format.words), found \(node.kindName)"
        log.report(.wrongType, message, at: node.briefPlace, notes: notes, suggestion: suggestion)
    }

    // MARK: Scalars

    private func checkScalar(_ node: YAMLNode, _ format: ValueFormat) {
        guard let scalar = node.scalar else { return reportKind(node, format) }
        if scalar.text.isEmpty, case .text(let what) = format {
            log.report(.wrongType, "expected \(what), found an empty text", at: node.place)
        }
    }

    private func checkExpression(_ node: YAMLNode) {
        guard let scalar = node.scalar else {
            let notes = ["an expression is one text: quote it, so that YAML does not read it as \(node.kindName)"]
            let message = "expected an expression, found \(node.kindName)"
            let suggestion = node.lineQuoted
            log.report(.expressionNotQuoted, message, at: node.briefPlace, notes: notes, suggestion: suggestion)
            return
        }
        let text = scalar.text.trimmed
        guard text.hasPrefix("${{") || text.hasPrefix("{{") else { return }
        let start = text.hasPrefix("$") ? 3 : 2
        let inner = text.hasSuffix("}}") ? String(text.dropFirst(start).dropLast(2)).trimmed : nil
        let message = "this field holds an expression as it is, without `${{ }}`"
        log.report(.bracesInExpression, message, at: node.place, suggestion: inner)
    }

    private func checkQuantity(_ node: YAMLNode, _ quantity: Quantity) {
        guard let scalar = node.scalar else { return reportKind(node, .quantity(quantity)) }
        guard let fault = quantity.fault(in: scalar.text) else { return }
        log.report(quantity.code, fault.message, at: node.place, suggestion: fault.suggestion)
    }

    private func checkInteger(_ node: YAMLNode, _ range: ClosedRange<Int>) {
        guard let scalar = node.scalar else { return reportKind(node, .integer(range)) }
        switch scalar.value {
        case .integer(let number) where range.contains(number): break
        case .integer, .hugeInteger:
            let message = "expected \(ValueFormat.integer(range).words), found \(scalar.text.shown)"
            log.report(.numberOutOfRange, message, at: node.place)
        case .text(let text):
            let isNumber = Int(text) != nil && scalar.style != .plain
            reportKind(node, .integer(range), suggestion: isNumber ? text : nil)
        default: reportKind(node, .integer(range))
        }
    }

    private func checkNumber(_ node: YAMLNode, _ range: ClosedRange<Double>) {
        guard let scalar = node.scalar, let number = scalar.number else { return reportKind(node, .number(range)) }
        guard !range.contains(number) else { return }
        let message = "expected \(ValueFormat.number(range).words), found \(scalar.text.shown)"
        log.report(.numberOutOfRange, message, at: node.place)
    }

    /// Checks a word; `whole` is what may stand there besides.
    private func checkChoice(_ node: YAMLNode, _ words: [String], of whole: ValueFormat? = nil) {
        let whole = whole ?? .choice(words)
        guard let scalar = node.scalar else { return reportKind(node, whole) }
        guard !words.contains(scalar.text) else { return }
        let message = "expected \(whole.words), found `\(scalar.text.shown)`"
        let foreign = ForeignKeys.choices[scalar.text].flatMap { words.contains($0) ? $0 : nil }
        let suggestion = NearestName.of(scalar.text, among: words) ?? foreign ?? whole.mapping(with: scalar.text)
        log.report(.unknownChoice, message, at: node.place, suggestion: suggestion)
    }

    /// Any value is fine as long as JSON can hold it.
    private func checkValue(_ node: YAMLNode) {
        var faults: [Diagnostic] = []
        _ = node.json(&faults)
        log.add(faults)
    }

    // MARK: Collections

    private func checkList(
        _ node: YAMLNode,
        _ element: ValueFormat,
        _ count: ClosedRange<Int>,
        _ format: ValueFormat
    ) {
        guard let elements = node.elements else {
            return reportNoList(node, element, format)
        }
        for child in elements { check(child, element) }
        guard !count.contains(elements.count) else { return }
        let message = "expected \(format.words), found \(elements.count)"
        log.report(.wrongCount, message, at: node.briefPlace)
    }

    private func reportNoList(_ node: YAMLNode, _ element: ValueFormat, _ format: ValueFormat) {
        guard let text = node.scalar?.text else { return reportKind(node, format) }
        guard case .template = element else {
            return reportKind(node, format, suggestion: text.utf8.count < 60 ? "[\(text)]" : nil)
        }
        let words = FlowText.words(of: text)
        let notes =
            words == nil ? ["no shell reads it: the program and each of its arguments is a word of the list"] : []
        reportKind(node, format, notes: notes, suggestion: words)
    }

    private func checkMap(_ node: YAMLNode, _ map: MapFormat) {
        guard let entries = node.entries else {
            var suggestion: String?
            if case .schema = map.value { suggestion = node.elements.flatMap(FlowText.inputs) }
            return reportKind(node, .map(map), notes: map.notes(on: node), suggestion: suggestion)
        }
        if entries.isEmpty, !map.mayBeEmpty {
            log.report(.wrongCount, "there are no \(map.values) here", at: node.briefPlace)
        }
        for entry in entries {
            checkName(entry.key, map)
            check(entry.value, map.value, key: entry.key)
        }
    }

    private func checkName(_ key: YAMLNode, _ map: MapFormat) {
        let name = key.scalar?.text ?? ""
        guard !map.rule.allows(name) else { return }
        let message = name.isEmpty ? "a name is missing" : "`\(name.shown)` can't be a name here"
        let suggestion = map.rule == .name ? Name.corrected(name) : nil
        log.report(.invalidName, message, at: key.place, notes: [map.rule.words], suggestion: suggestion)
    }

    private func checkMapping(_ node: YAMLNode, _ mapping: MappingFormat) {
        guard let entries = node.entries else {
            let suggestion = node.scalar.flatMap { FlowText.member($0, of: mapping) }
            return reportKind(node, .mapping(mapping), suggestion: suggestion)
        }
        var missing = mapping.keys.filter(\.isRequired).map(\.name)
        for entry in entries {
            missing.removeAll { $0 == entry.name }
            guard let key = mapping[entry.name] else {
                let guess = reportUnknown(entry.key, in: mapping.what, among: mapping.keys)
                missing.removeAll { $0 == guess }
                continue
            }
            checkEntry(entry, key)
        }
        for name in missing {
            log.report(.missingKey, "\(mapping.what) needs the key `\(name)`", at: node.briefPlace)
        }
    }

    private func checkEither(_ node: YAMLNode, _ formats: [ValueFormat], _ whole: ValueFormat) {
        guard let format = formats.first(where: { $0.hasShape(of: node) }) else { return reportKind(node, whole) }
        if case .choice(let words) = format { return checkChoice(node, words, of: whole) }
        check(node, format)
    }

    // MARK: Keys

    /// Checks the value of a known key.
    func checkEntry(_ entry: YAMLEntry, _ key: KeyFormat) {
        if key.isLater {
            reportLater(entry.key)
        } else {
            check(entry.value, key.value, key: entry.key)
        }
    }

    /// Reports a part of the language that is not in this version.
    func reportLater(_ key: YAMLNode) {
        let name = key.scalar?.text ?? ""
        let message = "`\(name.shown)` is part of the language, but this version can't run it"
        log.report(.notInThisVersion, message, at: key.place)
    }

    /// Reports an unknown key; returns the known one that was probably meant.
    @discardableResult
    func reportUnknown(_ key: YAMLNode, in what: String, among known: [KeyFormat]) -> String? {
        guard !log.isFull else { return nil }
        let name = key.scalar?.text ?? ""
        let names = known.map(\.name)
        let note = ForeignKeys.note(on: name, in: what)
        let near = note == nil ? NearestName.of(name, among: names) ?? guess(name, among: known) : nil
        let guess = known.first { $0.alsoCalled.contains(name) }?.name ?? near
        let notes = note.map { [$0] } ?? (guess == nil ? ["known are \(names.joined(separator: ", "))"] : [])
        let message = "\(what) has no key `\(name.shown)`"
        log.report(.unknownKey, message, at: key.place, notes: notes, suggestion: guess)
        return guess
    }
}

extension FormatChecker {
    /// The key that is called so elsewhere, or nearly so.
    private func guess(_ name: String, among known: [KeyFormat]) -> String? {
        guard let near = NearestName.of(name, among: known.flatMap(\.alsoCalled)) else { return nil }
        return known.first { $0.alsoCalled.contains(near) }?.name
    }
}

extension ValueFormat {
    /// Whether a node is a scalar, a list or a mapping as the format wants it.
    fileprivate func hasShape(of node: YAMLNode) -> Bool {
        switch (self, node.content) {
        case (.list, .sequence), (.map, .mapping), (.mapping, .mapping), (.variant, .mapping), (.step, .mapping),
            (.schema, .mapping):
            true
        case (.list, _), (.map, _), (.mapping, _), (.variant, _), (.step, _), (.schema, _): false
        case (.anything, _), (.templateValue, _): true
        case (.either(let formats), _): formats.contains { $0.hasShape(of: node) }
        case (_, .scalar): true
        default: false
        }
    }
}

extension ValueFormat {
    /// How a word is written that belongs under the one key of a mapping which may stand here as well.
    fileprivate func mapping(with word: String) -> String? {
        guard case .either(let formats) = self else { return nil }
        for case .mapping(let mapping) in formats {
            guard mapping.keys.count == 1, case .choice(let words) = mapping.keys[0].value else { continue }
            guard let meant = words.contains(word) ? word : NearestName.of(word, among: words) else { continue }
            return "{ \(mapping.keys[0].name): \(meant) }"
        }
        return nil
    }
}

extension MapFormat {
    /// What to write where a list stands for the map.
    fileprivate func notes(on node: YAMLNode) -> [String] {
        guard case .sequence = node.content else { return [] }
        switch values {
        case "steps": return ["each step stands under its id: `ID: { … }`"]
        case "agents": return ["each agent stands under its name: `NAME: { … }`"]
        case "templates": return ["each output stands under its name: `NAME: ${{ steps.ID.output }}`"]
        default: return []
        }
    }
}

extension MapFormat.Rule {
    fileprivate func allows(_ name: String) -> Bool {
        switch self {
        case .name: Name.isValid(name)
        case .text: !name.isEmpty
        case .modelName:
            name.utf8.count <= 64 && name.utf8.first.map(isLetterOrDigit) == true
                && name.utf8.allSatisfy { isLetterOrDigit($0) || "._-".utf8.contains($0) }
        }
    }

    private func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }

    fileprivate var words: String {
        switch self {
        case .name: Name.rule
        case .modelName: "a name begins with a letter or digit and has these, `.`, `_` and `-`, 64 at most"
        case .text: "a name can't be empty"
        }
    }
}

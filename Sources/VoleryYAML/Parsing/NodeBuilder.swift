import VoleryCore

/// Builds a document's nodes from libyaml's events and notes every fault that it can read on after.
struct NodeBuilder {
    let source: SourceText
    private(set) var faults = FaultList()
    private(set) var root: YAMLNode?
    private var open: [OpenCollection] = []
    private var anchors = AnchorTable()
    private var nodeCount = 0

    init(_ source: SourceText) {
        self.source = source
    }

    /// Takes the next event of the document.
    ///
    /// - Throws: All faults so far, where it can't go on: a bound is reached.
    mutating func take(_ event: YAMLEvent) throws(DiagnosticsError) {
        switch event.kind {
        case .scalar(let text, let style):
            try checkMark(before: event)
            try addScalar(text, style, event)
        case .alias(let name): try addAlias(name, event)
        case .sequenceStart: try openCollection(.sequence([]), event)
        case .mappingStart: try openCollection(.mapping([]), event)
        case .collectionEnd: try closeCollection(event)
        case .streamStart, .streamEnd, .documentStart, .documentEnd: break
        }
    }

    /// The error that ends the reading: all faults so far and a last one.
    mutating func error(_ last: Diagnostic) -> DiagnosticsError {
        faults.add(last)
        return faults.error
    }

    // MARK: Scalars and aliases

    private mutating func addScalar(
        _ text: String,
        _ style: YAMLScalar.Style,
        _ event: YAMLEvent
    ) throws(DiagnosticsError) {
        let earlier = faults.count
        let properties = try properties(of: event)
        let tag = try scalarTag(event, properties)
        let scalar = YAMLScalar(text, style: style, tag: tag)
        if !scalar.fitsTag, let range = properties.tag {
            let shown = TerminalText.escaped(text, columns: 40)
            try faults.add(.tagMismatch, "`\(shown)` is not what its tag says", at: source.place(ofUTF8: range))
        }
        let range = properties.contentStart..<end(of: style, event.range, from: properties.contentStart)
        let node = YAMLNode(.scalar(scalar), source: source, utf8Range: range)
        try count(1, at: node)
        let built =
            faults.count == earlier
            ? BuiltNode(node: node, count: 1, height: 0)
            : BuiltNode(standInFor: properties.tag ?? properties.anchor ?? range, of: source)
        anchors.define(event.anchor, as: built)
        try add(built, writtenAt: range)
    }

    /// libyaml's mark lies behind the empty lines that follow a block scalar.
    private func end(of style: YAMLScalar.Style, _ range: Range<Int>, from start: Int) -> Int {
        guard style == .literal || style == .folded else { return range.upperBound }
        let isText = { (byte: UInt8) in byte != 0x20 && byte != 0x0A && byte != 0x0D }
        return source.bytes[start..<range.upperBound].lastIndex(where: isText).map { $0 + 1 } ?? range.upperBound
    }

    private mutating func addAlias(_ name: String, _ event: YAMLEvent) throws(DiagnosticsError) {
        let place = source.place(ofUTF8: event.range)
        var built = BuiltNode(standInFor: event.range, of: source)
        switch anchors[name] {
        case .complete(let anchored):
            built = anchored
            try checkDepth(open.count + built.height, at: place)
        case .open:
            try faults.add(.recursiveAlias, "`*\(name)` stands inside of what it stands for", at: place)
        case nil:
            let nearest = NearestName.of(name, among: anchors.names).map { "*\($0)" }
            try faults.add(
                .unknownAnchor,
                "there is no anchor `&\(name)` before this alias",
                at: place,
                notes: ["YAML takes a leading `*` for an alias; quote the value if it is text"],
                suggestion: nearest ?? QuotedLine.suggestion(for: place, in: source)
            )
        }
        try count(built.count, at: built.node, alias: place)
        try add(built, writtenAt: event.range)
    }

    // MARK: Collections

    private mutating func openCollection(_ content: YAMLNode.Content, _ event: YAMLEvent) throws(DiagnosticsError) {
        let properties = try properties(of: event)
        try checkCollectionTag(event, content, properties)
        anchors.open(event.anchor)
        open.append(OpenCollection(content: content, anchor: event.anchor, start: properties.contentStart))
        let place = source.place(ofUTF8: properties.contentStart..<max(properties.contentStart, event.range.upperBound))
        try checkDepth(open.count, at: place)
    }

    private mutating func closeCollection(_ event: YAMLEvent) throws(DiagnosticsError) {
        guard var closed = open.popLast() else { return }
        closed.merge()
        let built = closed.built(in: source, endingAt: event.range.upperBound)
        try count(1, at: built.node)
        anchors.define(closed.anchor, as: built)
        try add(built, writtenAt: built.node.utf8Range)
    }

    /// Puts a node where it belongs: it's the root, an element, a key or a value.
    private mutating func add(_ built: BuiltNode, writtenAt range: Range<Int>) throws(DiagnosticsError) {
        guard let last = open.indices.last else {
            root = built.node
            return
        }
        if open[last].awaitsKey {
            let use = try use(ofKey: built, writtenAt: range, in: last)
            open[last].add(key: built, use: use, endingAt: range.upperBound)
        } else {
            open[last].add(built, endingAt: range.upperBound)
        }
    }

    /// Checks a key, and says what becomes of it.
    private mutating func use(
        ofKey key: BuiltNode,
        writtenAt range: Range<Int>,
        in index: Int
    ) throws(DiagnosticsError) -> OpenCollection.KeyUse {
        let place = source.place(ofUTF8: range)
        if key.isStandIn { return .nothing }
        guard let scalar = key.node.scalar, scalar.value != .null else {
            if open[index].isBracketed(in: source) { open[index].brokenKey = range }
            try reportKey(key.node, at: place)
            return .nothing
        }
        let shown = TerminalText.escaped(scalar.text, columns: 60)
        if scalar.text == "<<", scalar.style == .plain, scalar.tag == .none {
            let notes = ["YAML 1.2 has no merge keys; write the keys out, or put them under a key of their own"]
            try faults.add(.mergeKey, "the merge key `<<` is not supported", at: place, notes: notes)
            return .merge
        }
        guard let first = open[index].keys[.init(scalar.value)] else {
            open[index].keys[.init(scalar.value)] = range.lowerBound
            return .entry
        }
        let position = source.position(ofUTF8Offset: first)
        let notes = ["it was first written in line \(position.line), column \(position.column)"]
        try faults.add(.duplicateKey, "the key `\(shown)` is here twice", at: place, notes: notes)
        return .nothing
    }

    private mutating func reportKey(_ key: YAMLNode, at place: Place) throws(DiagnosticsError) {
        let line = QuotedLine.suggestion(for: place, in: source)
        let notes =
            line == nil
            ? ["a key is text, a number or a boolean"]
            : ["YAML takes a leading `{` for a mapping; a template is `${{ … }}`, in quotes where it begins a value"]
        try faults.add(.keyNotScalar, "\(key.kindName) can't be a key", at: place, notes: notes, suggestion: line)
    }

    /// In `{?a: b}` and `[?a]` libyaml takes the `?` for the mark of a key, where YAML 1.2 takes it for text.
    private mutating func checkMark(before event: YAMLEvent) throws(DiagnosticsError) {
        let mark = event.range.lowerBound - 1
        guard mark >= 0, !event.range.isEmpty, source.bytes[mark] == UInt8(ascii: "?") else { return }
        let notes = ["quote the text if the `?` is a part of it"]
        let place = source.place(ofUTF8: mark..<mark + 1)
        try faults.add(.syntax, "a `?` that begins a key must have a space behind it", at: place, notes: notes)
    }

    // MARK: Bounds

    private mutating func count(_ more: Int, at node: YAMLNode, alias: Place? = nil) throws(DiagnosticsError) {
        nodeCount += more
        guard nodeCount > YAMLLimits.nodes else { return }
        let message = "the file expands to more than \(YAMLLimits.nodes) values"
        throw error(Diagnostic(code: YAMLCode.tooManyNodes.rawValue, message, at: alias ?? node.place))
    }

    private mutating func checkDepth(_ depth: Int, at place: Place) throws(DiagnosticsError) {
        guard depth > YAMLLimits.depth else { return }
        let message = "mappings and lists are nested more than \(YAMLLimits.depth) deep"
        throw error(Diagnostic(code: YAMLCode.tooDeep.rawValue, message, at: place))
    }
}

// MARK: Tags and anchors

extension NodeBuilder {
    private mutating func properties(of event: YAMLEvent) throws(DiagnosticsError) -> NodeProperties {
        let properties = NodeProperties(in: event.range, of: source)
        guard event.anchor != nil, let anchor = properties.anchor, let end = properties.endOfAnchorName else {
            return properties
        }
        // libyaml ends a name such as `a:b` at the colon and takes the rest for the value.
        if end < anchor.upperBound {
            let notes = ["an anchor's name has letters, digits, `-` and `_`"]
            try faults.add(.syntax, "this can't be an anchor", at: source.place(ofUTF8: anchor), notes: notes)
        }
        return properties
    }

    private static let prefix = "tag:yaml.org,2002:"

    private mutating func scalarTag(
        _ event: YAMLEvent,
        _ properties: NodeProperties
    ) throws(DiagnosticsError) -> YAMLScalar.Tag {
        switch event.tag {
        case nil: return .none
        case "!", Self.prefix + "str": return .string
        case Self.prefix + "null": return .null
        case Self.prefix + "bool": return .bool
        case Self.prefix + "int": return .int
        case Self.prefix + "float": return .float
        case Self.prefix + "seq", Self.prefix + "map":
            try reportMismatch(event, properties)
            return .none
        default:
            try reportUnknownTag(event, properties)
            return .none
        }
    }

    private mutating func checkCollectionTag(
        _ event: YAMLEvent,
        _ content: YAMLNode.Content,
        _ properties: NodeProperties
    ) throws(DiagnosticsError) {
        guard let tag = event.tag, tag != "!" else { return }
        switch (tag, content) {
        case (Self.prefix + "seq", .sequence), (Self.prefix + "map", .mapping): return
        case (Self.prefix + "seq", _), (Self.prefix + "map", _), (Self.prefix + "str", _), (Self.prefix + "null", _),
            (Self.prefix + "bool", _), (Self.prefix + "int", _), (Self.prefix + "float", _):
            try reportMismatch(event, properties)
        default:
            try reportUnknownTag(event, properties)
        }
    }

    private mutating func reportMismatch(
        _ event: YAMLEvent,
        _ properties: NodeProperties
    ) throws(DiagnosticsError) {
        let range = properties.tag ?? event.range
        let tag = TerminalText.escaped(String(decoding: source.bytes[range], as: UTF8.self), columns: 60)
        try faults.add(.tagMismatch, "the value is not what its tag `\(tag)` says", at: source.place(ofUTF8: range))
    }

    private mutating func reportUnknownTag(
        _ event: YAMLEvent,
        _ properties: NodeProperties
    ) throws(DiagnosticsError) {
        let range = properties.tag ?? event.range
        let tag = TerminalText.escaped(String(decoding: source.bytes[range], as: UTF8.self), columns: 60)
        let place = source.place(ofUTF8: range)
        try faults.add(
            .unknownTag,
            "the tag `\(tag)` is unknown",
            at: place,
            notes: [
                "known are !!str, !!int, !!float, !!bool, !!null, !!seq and !!map",
                "YAML takes a leading `!` for a tag; quote the value if it is text",
            ],
            suggestion: QuotedLine.suggestion(for: place, in: source)
        )
    }
}

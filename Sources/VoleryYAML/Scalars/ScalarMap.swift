public import VoleryCore

/// Where each byte of a scalar's text stands in its file, so that a fault within a template or expression is shown
/// where it was written.
///
/// It is found by going through text and source side by side as YAML's styles say. Should they not agree to the last
/// byte, there is no map and the scalar as a whole is shown.
package struct ScalarMap: Sendable {
    private let scalar: YAMLNode
    private let pieces: [Piece]
    private let textLength: Int

    /// The map of a scalar; `nil` for any other node and where text and source don't agree.
    init?(_ node: YAMLNode) {
        guard let scalar = node.scalar else { return nil }
        let text = Array(scalar.text.utf8)
        var walk = ScalarWalk(text: text, source: node.source.bytes, range: node.utf8Range)
        switch scalar.style {
        case .plain: walk.plain()
        case .singleQuoted: walk.singleQuoted()
        case .doubleQuoted: walk.doubleQuoted()
        case .literal: walk.literal()
        case .folded: walk.folded()
        }
        guard walk.agrees else { return nil }
        self.scalar = node
        self.pieces = walk.pieces
        self.textLength = text.count
    }

    /// The place of a stretch of the text.
    package func place(ofUTF8Offset offset: Int, length: Int) -> Place {
        let start = min(max(offset, 0), textLength)
        let end = start + min(max(length, 0), textLength - start)
        let first = source(of: start)
        guard end > start else { return scalar.source.place(ofUTF8: first.lowerBound..<first.lowerBound) }
        return scalar.source.place(ofUTF8: first.lowerBound..<max(first.upperBound, source(of: end - 1).upperBound))
    }

    /// The bytes of the file that stand for a byte of the text; behind the last one, the empty range there.
    private func source(of offset: Int) -> Range<Int> {
        var (low, high) = (0, pieces.count)
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].text.upperBound <= offset { low = middle + 1 } else { high = middle }
        }
        guard low < pieces.count else {
            let end = pieces.last?.source.upperBound ?? scalar.utf8Range.lowerBound
            return end..<end
        }
        let piece = pieces[low]
        guard piece.isCopy else { return piece.source }
        let start = piece.source.lowerBound + offset - piece.text.lowerBound
        return start..<start + 1
    }

    /// A stretch of the text and what stands for it in the source.
    struct Piece: Sendable {
        var text: Range<Int>
        var source: Range<Int>
        /// Whether both are the same bytes; else the source stands for the text as a whole, as an escape does.
        var isCopy: Bool
    }
}

extension YAMLNode {
    /// The place of a stretch of a scalar's text, for messages that point into it.
    ///
    /// Escapes, joined lines and indentation are taken into account. If the text can't be followed through its source,
    /// or the node is no scalar, it's the whole node's place. Building it takes time linear in the scalar; where there
    /// are many places to find in one scalar, use ``scalarMap``.
    public func place(ofUTF8Offset offset: Int, length: Int) -> Place {
        scalarMap?.place(ofUTF8Offset: offset, length: length) ?? place
    }

    /// The map from the scalar's text to the file, built anew each time.
    package var scalarMap: ScalarMap? { ScalarMap(self) }
}

extension MarkdownWriter {
    /// Begins a quotation.
    mutating func startQuote() {
        endLine(2)
        guard preformatted == nil, !isInCell else { return }
        // The mark of the item that it stands in comes before it.
        if containers.markIsDue {
            openLine()
            endLine(1)
        }
        containers.push(.quote)
    }

    /// Ends a quotation.
    mutating func endQuote() {
        endLine(2)
        guard preformatted == nil, !isInCell else { return }
        containers.pop(.quote, above: tables.floor)
    }

    /// Begins a list; an ordered one has the number of its first item.
    mutating func startList(from number: Int?) {
        endLine(containers.hasList ? 1 : 2)
        guard preformatted == nil, !isInCell else { return }
        containers.push(.list(number: number))
    }

    /// Ends a list.
    mutating func endList() {
        endLine(1)
        guard preformatted == nil, !isInCell else { return }
        containers.pop(.list(number: nil), above: tables.floor)
        endLine(containers.hasList ? 1 : 2)
    }

    /// Begins an item of a list.
    mutating func startItem() {
        endLine(1)
        guard preformatted == nil, !isInCell else { return }
        if containers.startItem() { breaks = 1 }
    }

    /// Ends an item of a list.
    mutating func endItem() {
        endLine(1)
        containers.endItem()
    }

    /// Begins the description of a term.
    mutating func startDescription() {
        endLine(1)
        guard preformatted == nil, !isInCell else { return }
        containers.mark(Array(": ".utf8))
    }
}

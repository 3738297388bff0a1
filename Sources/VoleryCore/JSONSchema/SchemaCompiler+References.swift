extension SchemaCompiler {
    mutating func readReferences(_ site: Site) {
        for (name, isDynamic) in [("$ref", false), ("$dynamicRef", true)] {
            guard let text = site.members[name]?.stringValue else { continue }
            let keyword = program.nodes[site.number].keywords.count
            references.append(Reference(node: site.number, keyword: keyword, text: text, isDynamic: isDynamic))
            add(name, .reference(site.number), to: site)
        }
    }

    /// Looks up the targets of all references, also of those in documents that are read on the way.
    mutating func resolveReferences() {
        while let reference = references.popLast() {
            let node = program.nodes[reference.node]
            let target = URIReference(reference.text).resolved(against: program.resources[node.resource].base)
            guard let rule = rule(for: target, isDynamic: reference.isDynamic) else {
                let name = node.keywords[reference.keyword].name
                fault(explanation(of: reference.text, target), at: node.location.appending(name))
                continue
            }
            program.nodes[reference.node].keywords[reference.keyword].rule = rule
        }
    }

    private func explanation(of text: String, _ target: URIReference) -> String {
        let address = target.document.description
        guard resourceByAddress[ExactText(address)] == nil else { return "`\(text)` leads to nothing in the schema" }
        return "`\(text)` leads to `\(address)`, which isn't known here; nothing is loaded from elsewhere"
    }

    private mutating func rule(for target: URIReference, isDynamic: Bool) -> SchemaRule? {
        guard let resource = resource(at: target.document.description),
            let fragment = URIReference.percentDecoded(target.fragment ?? "")
        else { return nil }
        if fragment.isEmpty { return .reference(program.resources[resource].root) }
        if fragment.hasPrefix("/") {
            guard let pointer = JSONPointer(fragment) else { return nil }
            return node(at: pointer, in: resource).map { .reference($0) }
        }
        let anchor = ExactText(fragment)
        guard let number = program.resources[resource].anchors[anchor] else { return nil }
        let isFound = isDynamic && program.resources[resource].dynamicAnchors[anchor] == number
        return isFound ? .dynamicReference(number, anchor) : .reference(number)
    }

    private mutating func resource(at address: String) -> Int? {
        if let known = resourceByAddress[ExactText(address)] { return known }
        if let remote = options.remotes[address] ?? options.remotes[address + "#"] {
            add(remote, address: address)
        } else if address.hasPrefix(MetaSchema.folder), resourceByAddress[ExactText(MetaSchema.address)] == nil {
            add(MetaSchema.value, address: MetaSchema.address)
        }
        return resourceByAddress[ExactText(address)]
    }

    private mutating func node(at pointer: JSONPointer, in resource: Int) -> Int? {
        let root = program.nodes[program.resources[resource].root].location
        let whole = JSONPointer(tokens: root.pointer.tokens + pointer.tokens)
        guard let value = documents[root.document]?.value[whole] else { return nil }
        guard value.objectValue != nil || value.boolValue != nil else { return nil }
        let location = SchemaLocation(document: root.document, pointer: whole)
        return node(value, at: location, resource: resource, depth: 0)
    }
}

extension SchemaCompiler {
    /// Refuses schemas that apply themselves to the same value over and over.
    mutating func refuseCircles() {
        enum State { case unseen, open, done }
        var states = Array(repeating: State.unseen, count: program.nodes.count)
        for start in program.nodes.indices where states[start] == .unseen {
            var stack = [(node: start, next: program.nodes[start].inPlace)]
            states[start] = .open
            while let last = stack.indices.last {
                guard let child = stack[last].next.popLast() else {
                    states[stack.removeLast().node] = .done
                    continue
                }
                switch states[child] {
                case .unseen:
                    states[child] = .open
                    stack.append((child, program.nodes[child].inPlace))
                case .open:
                    fault("the schema applies itself to the same value without end", at: program.nodes[child].location)
                    states[child] = .done
                case .done: break
                }
            }
        }
    }
}

extension SchemaNode {
    /// The schemas that this one applies to the same value.
    fileprivate var inPlace: [Int] {
        keywords.flatMap { keyword -> [Int] in
            switch keyword.rule {
            case .reference(let number), .dynamicReference(let number, _), .not(let number): [number]
            case .all(let numbers), .any(let numbers), .one(let numbers): numbers
            case .condition(let condition, let then, let otherwise): [condition] + [then, otherwise].compactMap(\.self)
            case .dependentSchemas(let schemas): schemas.map(\.1)
            default: []
            }
        }
    }
}

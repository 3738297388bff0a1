/// Turns a schema into a program, and collects what is wrong with it beyond what the metaschema can say.
struct SchemaCompiler {
    let options: JSONSchema.Options
    private(set) var faults: [JSONSchemaError.Fault] = []
    var program = SchemaProgram(nodes: [], resources: [], root: 0)
    /// Documents by their addresses; the given one has the empty address.
    private(set) var documents: [String: Document] = [:]
    private var nodeByLocation: [ExactText: Int] = [:]
    var resourceByAddress: [ExactText: Int] = [:]
    var references: [Reference] = []
    private var patterns: [ExactText: RegularExpression] = [:]

    struct Document {
        var value: JSONValue
        var dialect: SchemaDialect
    }

    /// A reference whose target is looked up when all schemas are known.
    struct Reference {
        var node: Int
        var keyword: Int
        var text: String
        var isDynamic: Bool
    }

    /// A schema while it's read.
    struct Site {
        var number: Int
        var members: JSONObject
        var location: SchemaLocation
        var resource: Int
        var dialect: SchemaDialect
        var depth: Int
    }

    /// The deepest nesting of schemas in each other; deeper ones can't be walked safely.
    private static let maxDepth = 128

    init(options: JSONSchema.Options) {
        self.options = options
    }

    mutating func compile(_ schema: JSONValue) -> SchemaProgram {
        add(schema, address: "")
        resolveReferences()
        if faults.isEmpty { refuseCircles() }
        return program
    }

    /// Reads a document; its first resource has its own address.
    mutating func add(_ schema: JSONValue, address: String) {
        documents[address] = Document(value: schema, dialect: SchemaDialect(of: schema, remotes: options.remotes))
        let resource = addResource(URIReference(address), root: program.nodes.count)
        _ = node(schema, at: SchemaLocation(document: address, pointer: JSONPointer()), resource: resource, depth: 0)
    }

    private mutating func addResource(_ base: URIReference, root: Int) -> Int {
        let address = ExactText(base.document.description)
        // A document may state the address under which it was found.
        if let known = resourceByAddress[address], program.resources[known].root == root { return known }
        let number = program.resources.count
        program.resources.append(SchemaResource(base: base, root: root))
        if resourceByAddress[address] == nil { resourceByAddress[address] = number }
        return number
    }

    /// The number of the schema at a location; reads it if that wasn't done yet.
    mutating func node(_ value: JSONValue, at location: SchemaLocation, resource: Int, depth: Int) -> Int {
        let key = ExactText(location.text)
        if let known = nodeByLocation[key] { return known }
        let number = program.nodes.count
        nodeByLocation[key] = number
        var resource = resource
        if let id = value["$id"]?.stringValue, !id.hasPrefix("#") {
            let base = URIReference(id).resolved(against: program.resources[resource].base)
            resource = addResource(base.document, root: number)
        }
        program.nodes.append(SchemaNode(location: location, resource: resource))
        read(value, number: number, resource: resource, depth: depth)
        return number
    }

    private mutating func read(_ value: JSONValue, number: Int, resource: Int, depth: Int) {
        let location = program.nodes[number].location
        guard depth <= Self.maxDepth else {
            return fault("schemas are nested more than \(Self.maxDepth) deep", at: location)
        }
        switch value {
        case .bool(true): break
        case .bool(false): program.nodes[number].keywords = [SchemaKeyword(name: "", rule: .nothing)]
        case .object(let members):
            let dialect = documents[location.document]?.dialect ?? SchemaDialect(of: value, remotes: [:])
            let site = Site(
                number: number,
                members: members,
                location: location,
                resource: resource,
                dialect: dialect,
                depth: depth
            )
            readAnchors(site)
            readKeywords(site)
        default: fault("a schema is an object, true or false, not \(value.shortDescription)", at: location)
        }
    }

    private mutating func readAnchors(_ site: Site) {
        if let name = site.members["$anchor"]?.stringValue {
            program.resources[site.resource].anchors[ExactText(name)] = site.number
        }
        if let name = site.members["$dynamicAnchor"]?.stringValue {
            program.resources[site.resource].anchors[ExactText(name)] = site.number
            program.resources[site.resource].dynamicAnchors[ExactText(name)] = site.number
        }
        if let name = site.members["$id"]?.stringValue, name.hasPrefix("#") {
            program.resources[site.resource].anchors[ExactText(String(name.dropFirst()))] = site.number
        }
    }

    private mutating func readKeywords(_ site: Site) {
        readReferences(site)
        if site.dialect.hasValidation { readAssertions(site) }
        readFormat(site)
        if site.dialect.hasApplicators { readApplicators(site) }
        if site.dialect.hasValidation { readCounts(site) }
        readDefinitions(site)
        // These come last, as they ask what all others have looked at.
        if site.dialect.hasUnevaluated { readUnevaluated(site) }
    }
}

extension SchemaCompiler {
    mutating func fault(_ message: String, at location: SchemaLocation) {
        let document = location.document.isEmpty ? "" : " (in \(location.document))"
        faults.append(JSONSchemaError.Fault(at: location.pointer, message + document))
    }

    mutating func add(_ name: String, _ rule: SchemaRule, to site: Site) {
        program.nodes[site.number].keywords.append(SchemaKeyword(name: name, rule: rule))
    }

    /// Reads the schema under a keyword, if there is one.
    mutating func schema(_ name: String, of site: Site) -> Int? {
        site.members[name].map { schema($0, under: [name], of: site) }
    }

    mutating func schema(_ value: JSONValue, under tokens: [String], of site: Site) -> Int {
        let pointer = JSONPointer(tokens: site.location.pointer.tokens + tokens)
        let location = SchemaLocation(document: site.location.document, pointer: pointer)
        return node(value, at: location, resource: site.resource, depth: site.depth + 1)
    }

    /// Reads the schemas of a keyword that has a list of them.
    mutating func schemas(_ name: String, of site: Site) -> [Int]? {
        guard let elements = site.members[name]?.arrayValue else { return nil }
        var numbers: [Int] = []
        for (index, element) in elements.enumerated() {
            numbers.append(schema(element, under: [name, String(index)], of: site))
        }
        return numbers
    }

    /// Reads the schemas of a keyword that has them by name.
    mutating func namedSchemas(_ name: String, of site: Site) -> [(String, Int)]? {
        guard let members = site.members[name]?.objectValue else { return nil }
        var numbers: [(String, Int)] = []
        for (key, value) in members where value.arrayValue == nil {
            numbers.append((key, schema(value, under: [name, key], of: site)))
        }
        return numbers
    }

    /// Compiles a pattern; `nil` if it's faulty, which is noted, or can't be matched and that is to be ignored.
    mutating func pattern(_ text: String, at location: SchemaLocation) -> RegularExpression? {
        if let known = patterns[ExactText(text)] { return known }
        do {
            let pattern = try RegularExpression(ecmaScript: text)
            patterns[ExactText(text)] = pattern
            return pattern
        } catch {
            if error.kind == .syntax || options.unsupportedPatterns == .refuse {
                fault("`\(text)` is no pattern that can be used: \(error)", at: location)
            }
            return nil
        }
    }
}

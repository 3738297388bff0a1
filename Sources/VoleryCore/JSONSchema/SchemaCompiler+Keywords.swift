extension SchemaCompiler {
    /// Reads what a scalar must be.
    ///
    /// What has a wrong form is left out, as the metaschema has told already.
    mutating func readAssertions(_ site: Site) {
        let members = site.members
        if let types = Self.types(members["type"]) { add("type", .types(types), to: site) }
        if let constant = members["const"] { add("const", .constant(NumericEquality(constant)), to: site) }
        if let values = members["enum"]?.arrayValue {
            add("enum", .values(values, Set(values.map(NumericEquality.init))), to: site)
        }
        readBounds(site)
        if let count = Self.count(members["minLength"]) { add("minLength", .minLength(count), to: site) }
        if let count = Self.count(members["maxLength"]) { add("maxLength", .maxLength(count), to: site) }
        if let text = members["pattern"]?.stringValue,
            let pattern = pattern(text, at: site.location.appending("pattern"))
        {
            add("pattern", .pattern(pattern), to: site)
        }
    }

    private static func types(_ value: JSONValue?) -> JSONTypes? {
        guard let names = value?.arrayValue ?? value.map({ [$0] }) else { return nil }
        return JSONTypes(names.compactMap { $0.stringValue.flatMap { JSONTypes(name: $0) } })
    }

    private mutating func readBounds(_ site: Site) {
        func bound(_ name: String) -> JSONValue? {
            site.members[name].flatMap { $0.doubleValue == nil ? nil : $0 }
        }
        if let number = bound("minimum") { add("minimum", .minimum(number), to: site) }
        if let number = bound("exclusiveMinimum") { add("exclusiveMinimum", .exclusiveMinimum(number), to: site) }
        if let number = bound("maximum") { add("maximum", .maximum(number), to: site) }
        if let number = bound("exclusiveMaximum") { add("exclusiveMaximum", .exclusiveMaximum(number), to: site) }
        if let number = bound("multipleOf"), let decimal = DecimalNumber(number) {
            add("multipleOf", .multiple(decimal, written: number), to: site)
        }
    }

    /// Reads what is demanded of a whole list or object.
    mutating func readCounts(_ site: Site) {
        let members = site.members
        if let names = Self.names(members["required"]) { add("required", .required(names), to: site) }
        if let rules = members["dependentRequired"]?.objectValue {
            add("dependentRequired", .dependentRequired(Self.dependencies(rules)), to: site)
        }
        // Of older drafts: what is now dependentRequired and dependentSchemas in one.
        if let rules = members["dependencies"]?.objectValue {
            add("dependencies", .dependentRequired(Self.dependencies(rules)), to: site)
        }
        if let count = Self.count(members["minProperties"]) { add("minProperties", .minMembers(count), to: site) }
        if let count = Self.count(members["maxProperties"]) { add("maxProperties", .maxMembers(count), to: site) }
        if let count = Self.count(members["minItems"]) { add("minItems", .minElements(count), to: site) }
        if let count = Self.count(members["maxItems"]) { add("maxItems", .maxElements(count), to: site) }
        if members["uniqueItems"]?.boolValue == true { add("uniqueItems", .unique, to: site) }
    }

    private static func dependencies(_ rules: JSONObject) -> [(String, [String])] {
        rules.compactMap { key, value in names(value).map { (key, $0) } }
    }

    private static func names(_ value: JSONValue?) -> [String]? {
        value?.arrayValue?.compactMap(\.stringValue)
    }

    static func count(_ value: JSONValue?) -> Int? {
        guard let number = value?.doubleValue, number >= 0 else { return nil }
        return value?.intValue ?? .max
    }

    mutating func readFormat(_ site: Site) {
        guard let format = site.members["format"]?.stringValue.flatMap({ StringFormat($0) }) else { return }
        let isAsserted = options.assertsFormats || site.dialect.assertsFormats
        add("format", .format(format, isAsserted: isAsserted), to: site)
    }
}

extension SchemaCompiler {
    /// Reads the keywords that apply other schemas.
    mutating func readApplicators(_ site: Site) {
        if let schemas = schemas("allOf", of: site) { add("allOf", .all(schemas), to: site) }
        if let schemas = schemas("anyOf", of: site) { add("anyOf", .any(schemas), to: site) }
        if let schemas = schemas("oneOf", of: site) { add("oneOf", .one(schemas), to: site) }
        if let schema = schema("not", of: site) { add("not", .not(schema), to: site) }
        readCondition(site)
        for name in ["dependentSchemas", "dependencies"] {
            if let schemas = namedSchemas(name, of: site) { add(name, .dependentSchemas(schemas), to: site) }
        }
        readMembers(site)
        if let schema = schema("propertyNames", of: site) { add("propertyNames", .memberNames(schema), to: site) }
        readElements(site)
    }

    private mutating func readCondition(_ site: Site) {
        let then = schema("then", of: site)
        let otherwise = schema("else", of: site)
        guard let condition = schema("if", of: site) else { return }
        add("if", .condition(condition, then: then, otherwise: otherwise), to: site)
    }

    private mutating func readMembers(_ site: Site) {
        var rules = MemberRules()
        let named = namedSchemas("properties", of: site)
        for (name, number) in named ?? [] {
            rules.named[ExactText(name)] = number
            rules.names.append(name)
        }
        let patterns = namedSchemas("patternProperties", of: site)
        rules.others = schema("additionalProperties", of: site)
        let hasOthers = rules.others != nil
        for (text, number) in patterns ?? [] {
            guard let pattern = pattern(text, at: site.location.appending("patternProperties").appending(text)) else {
                // Which members it would match isn't known, so that the rest can't be refused.
                rules.others = nil
                continue
            }
            rules.patterns.append((pattern, number))
        }
        guard named != nil || patterns != nil || hasOthers else { return }
        add("properties", .members(rules), to: site)
    }

    private mutating func readElements(_ site: Site) {
        let isList = site.dialect.isOlder && site.members["items"]?.arrayValue != nil
        let prefix = schemas(site.dialect.isOlder ? "items" : "prefixItems", of: site) ?? []
        let rest = schema(isList ? "additionalItems" : "items", of: site)
        if !prefix.isEmpty || rest != nil { add("items", .elements(prefix: prefix, rest: rest), to: site) }
        guard let schema = schema("contains", of: site) else { return }
        let least = Self.count(site.members["minContains"]) ?? 1
        let most = Self.count(site.members["maxContains"])
        add("contains", .contains(schema, least: least, most: most), to: site)
    }

    mutating func readUnevaluated(_ site: Site) {
        if let schema = schema("unevaluatedItems", of: site) {
            add("unevaluatedItems", .unevaluatedElements(schema), to: site)
            program.nodes[site.number].needsMarks = true
        }
        if let schema = schema("unevaluatedProperties", of: site) {
            add("unevaluatedProperties", .unevaluatedMembers(schema), to: site)
            program.nodes[site.number].needsMarks = true
        }
    }

    /// Reads schemas that apply only where they are referred to, for their addresses, anchors and faults.
    mutating func readDefinitions(_ site: Site) {
        _ = namedSchemas("$defs", of: site)
        _ = namedSchemas("definitions", of: site)
        _ = schema("contentSchema", of: site)
    }
}

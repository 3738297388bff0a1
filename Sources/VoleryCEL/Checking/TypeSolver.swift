/// Finds out what type parameters stand for, while types are fitted to one another.
struct TypeSolver {
    private var bindings: [String: CELType] = [:]
    private var count = 0

    /// A type that is not known yet.
    mutating func unknown() -> CELType {
        count += 1
        // No signature's parameter can have this name.
        return .parameter("%\(count)")
    }

    /// The type with parameters of its own for those of the signature that it comes from.
    mutating func instantiate(_ signature: CELSignature) -> CELSignature {
        guard signature.hasTypeParameters else { return signature }
        var own: [String: CELType] = [:]
        let parameters = signature.parameters.map { instantiate($0, &own) }
        return CELSignature(parameters, instantiate(signature.result, &own), isVariadic: signature.isVariadic)
    }

    private mutating func instantiate(_ type: CELType, _ own: inout [String: CELType]) -> CELType {
        switch type {
        case .parameter(let name):
            if let known = own[name] { return known }
            let new = unknown()
            own[name] = new
            return new
        case .list(let element): return .list(instantiate(element, &own))
        case .map(let key, let value): return .map(instantiate(key, &own), instantiate(value, &own))
        case .optional(let content): return .optional(instantiate(content, &own))
        case .nullable(let content): return .nullable(instantiate(content, &own))
        case .type(let type): return .type(instantiate(type, &own))
        default: return type
        }
    }

    /// What a type is by what is known so far, on its outermost level.
    func resolve(_ type: CELType) -> CELType {
        var type = type
        while case .parameter(let name) = type, let bound = bindings[name] { type = bound }
        return type
    }

    /// As `resolve`, a value that may be null being taken for one that isn't.
    func used(_ type: CELType) -> CELType {
        guard case .nullable(let content) = resolve(type) else { return resolve(type) }
        return used(content)
    }

    /// What a type is by what is known at the end; what is still open is `dyn`.
    func final(_ type: CELType) -> CELType {
        switch resolve(type) {
        case .parameter: .dyn
        case .list(let element): .list(final(element))
        case .map(let key, let value): .map(final(key), final(value))
        case .optional(let content): .optional(final(content))
        case .nullable(let content): .nullable(final(content))
        case .type(let type): .type(final(type))
        case let other: other
        }
    }

    private func mentions(_ type: CELType, _ name: String) -> Bool {
        switch resolve(type) {
        case .parameter(let other): other == name
        case .list(let element): mentions(element, name)
        case .map(let key, let value): mentions(key, name) || mentions(value, name)
        case .optional(let content), .nullable(let content): mentions(content, name)
        case .type(let type): mentions(type, name)
        default: false
        }
    }

    // MARK: Fitting

    /// Whether a value of a type can stand where another type is wanted; learns what that says of parameters.
    mutating func fit(_ type: CELType, to wanted: CELType) -> Bool {
        if case .parameter(let name) = wanted, let bound = bindings[name] { return fit(type, toBound: name, bound) }
        switch (resolve(type), wanted) {
        case (.parameter(let left), .parameter(let right)) where left == right: return true
        case (let type, .parameter(let name)): return bind(name, to: type)
        case (.parameter(let name), let wanted): return bind(name, to: wanted)
        case (.dyn, _), (_, .dyn), (.type, .type): return true
        case (.null, .null), (.null, .object), (.null, .timestamp), (.null, .duration), (.null, .optional),
            (.null, .nullable):
            return true
        case (.nullable(let content), .nullable(let other)): return fit(content, to: other)
        case (.nullable(let content), let wanted): return fit(content, to: wanted)
        case (let type, .nullable(let content)): return fit(type, to: content)
        case (.list(let element), .list(let other)): return fit(element, to: other)
        case (.map(let key, let value), .map(let otherKey, let otherValue)):
            return fit(key, to: otherKey) && fit(value, to: otherValue)
        case (.optional(let content), .optional(let other)): return fit(content, to: other)
        case (.object(let object), .map(let key, let value)):
            return fit(.string, to: key) && fit(common(object.allTypes), to: value)
        case (.map(let key, let value), .object(let object)):
            return fit(key, to: .string) && fit(value, to: common(object.allTypes))
        case (.object(let left), .object(let right)): return fit(left, to: right)
        case (.enumeration, .string), (.string, .enumeration), (.enumeration, .enumeration): return true
        case (let type, let wanted): return type == wanted
        }
    }

    private mutating func fit(_ type: CELType, toBound name: String, _ bound: CELType) -> Bool {
        var attempt = self
        if attempt.fit(type, to: bound) {
            self = attempt
        } else if !fit(bound, to: type) {
            return false
        }
        let general = general(type, bound)
        if case .parameter(name) = general { return true }
        if !mentions(general, name) { bindings[name] = general }
        return true
    }

    private mutating func fit(_ left: CELObjectType, to right: CELObjectType) -> Bool {
        for (name, field) in left.fields {
            guard let other = right.fields[name] else { continue }
            guard fit(field.type, to: other.type) else { return false }
        }
        return true
    }

    private mutating func bind(_ name: String, to type: CELType) -> Bool {
        guard !mentions(type, name) else { return false }
        bindings[name] = type
        return true
    }

    // MARK: Joining

    /// The type that holds values of both types: `dyn` if they don't go together.
    mutating func join(_ left: CELType, _ right: CELType) -> CELType {
        var attempt = self
        if attempt.fit(right, to: left) {
            self = attempt
        } else if !fit(left, to: right) {
            return .dyn
        }
        return general(left, right)
    }

    /// The type that holds values of all types; open if there are none.
    mutating func common(_ types: [CELType]) -> CELType {
        guard var joined = types.first else { return unknown() }
        for type in types.dropFirst() { joined = join(joined, type) }
        return joined
    }

    /// The type of one of several values: of those that aren't null, out of their optionals.
    mutating func given(of types: [CELType]) -> CELType {
        var mayBeNull = false
        var values: [CELType] = []
        for type in types {
            switch content(of: type) {
            case .null: mayBeNull = true
            case let type: values.append(type)
            }
        }
        guard !values.isEmpty else { return .null }
        let common = common(values)
        return mayBeNull && common != .dyn ? .nullable(common) : common
    }

    private func content(of type: CELType) -> CELType {
        if case .optional(let content) = used(type) { self.content(of: content) } else { used(type) }
    }

    /// The more general of two types that fit one another.
    private func general(_ left: CELType, _ right: CELType) -> CELType {
        switch (resolve(left), resolve(right)) {
        case (.dyn, _), (_, .dyn): .dyn
        case (.null, let other), (let other, .null): other
        case (.nullable(let left), .nullable(let right)): .nullable(general(left, right))
        case (.nullable(let content), let other), (let other, .nullable(let content)):
            .nullable(general(content, other))
        case (.list(let left), .list(let right)): .list(general(left, right))
        case (.map(let key, let value), .map(let otherKey, let otherValue)):
            .map(general(key, otherKey), general(value, otherValue))
        case (.optional(let left), .optional(let right)): .optional(general(left, right))
        case (.enumeration(let left), .enumeration(let right)): left == right ? .enumeration(left) : .string
        case (.enumeration, .string), (.string, .enumeration): .string
        case (.object(let left), .object(let right)): left.hasFields(of: right) ? .object(left) : .dyn
        case (.map(let key, let value), .object(let object)), (.object(let object), .map(let key, let value)):
            .map(key, object.allTypes.allSatisfy { resolve($0) == resolve(value) } ? value : .dyn)
        case (let left, _): left
        }
    }
}

extension CELSignature {
    fileprivate var hasTypeParameters: Bool {
        result.hasTypeParameters || parameters.contains(where: \.hasTypeParameters)
    }
}

extension CELType {
    fileprivate var hasTypeParameters: Bool {
        switch self {
        case .parameter: true
        case .list(let element): element.hasTypeParameters
        case .map(let key, let value): key.hasTypeParameters || value.hasTypeParameters
        case .optional(let content), .nullable(let content): content.hasTypeParameters
        case .type(let type): type.hasTypeParameters
        default: false
        }
    }
}

extension CELObjectType {
    /// Whether all is the same but what messages call it.
    fileprivate func hasFields(of other: CELObjectType) -> Bool {
        fields == other.fields && otherFields == other.otherFields
    }

    /// The types of all fields, in the order of their names.
    var allTypes: [CELType] {
        fields.keys.sorted().compactMap { fields[$0]?.type } + (otherFields.map { [$0.type] } ?? [])
    }
}

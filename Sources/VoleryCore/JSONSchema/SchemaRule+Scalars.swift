extension SchemaRule {
    var isForObjects: Bool {
        switch self {
        case .members, .required, .minMembers, .maxMembers, .memberNames, .dependentRequired, .unevaluatedMembers: true
        default: false
        }
    }

    var isForLists: Bool {
        switch self {
        case .elements, .minElements, .maxElements, .contains, .unique, .unevaluatedElements: true
        default: false
        }
    }

    /// Whether a value as a whole is as it must be; what isn't meant for its type always fits.
    func fits(_ value: JSONValue) -> Bool {
        switch self {
        case .types(let types): types.contains(typeOf: value)
        case .constant(let constant): constant == NumericEquality(value)
        case .values(_, let values): values.contains(NumericEquality(value))
        case .minimum(let bound): value.order(to: bound).map { $0 >= 0 } ?? true
        case .exclusiveMinimum(let bound): value.order(to: bound).map { $0 > 0 } ?? true
        case .maximum(let bound): value.order(to: bound).map { $0 <= 0 } ?? true
        case .exclusiveMaximum(let bound): value.order(to: bound).map { $0 < 0 } ?? true
        case .multiple(let divisor, _): DecimalNumber(value)?.isMultiple(of: divisor) ?? true
        case .minLength(let count): value.stringValue.map { $0.hasLength(atLeast: count) } ?? true
        case .maxLength(let count): value.stringValue.map { !$0.hasLength(atLeast: count, orMore: 1) } ?? true
        case .pattern(let pattern): value.stringValue.map { pattern.matches($0) } ?? true
        case .format(let format, let isAsserted): !isAsserted || (value.stringValue.map { format.matches($0) } ?? true)
        default: true
        }
    }
}

extension String {
    /// Whether the text has so many Unicode scalars or more, without counting further.
    fileprivate func hasLength(atLeast count: Int, orMore extra: Int = 0) -> Bool {
        let (limit, isHuge) = count.addingReportingOverflow(extra)
        guard !isHuge, utf8.count >= limit else { return false }
        return utf8.count / 4 >= limit || unicodeScalars.count >= limit
    }
}

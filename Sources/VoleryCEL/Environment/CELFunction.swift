/// A function that expressions can call, with its types and what it does.
///
/// A *strict* function gets values: an argument that raises an error makes the call raise it. A *lazy* one gets its
/// arguments unevaluated and decides which to evaluate, and what to make of their errors.
public struct CELFunction: Sendable {
    /// The name; a global one may have dots: `math.ceil`.
    public let name: String
    /// Whether it is called on a receiver, `x.name(…)`.
    public let isMember: Bool
    /// The forms in which it is called.
    ///
    /// The receiver of a member function is the first parameter.
    public let signatures: [CELSignature]
    /// Whether its arguments may name what may be missing.
    let acceptsAbsence: Bool
    /// Whether the result is one of its arguments, so that its type is the one that they have in common.
    let givesArgument: Bool
    /// What is evaluated.
    let implementation: Implementation

    enum Implementation: Sendable {
        case strict(@Sendable (CELCall) throws(CELError) -> CELValue)
        case lazy(@Sendable (CELLazyCall) throws(CELError) -> CELValue)
    }

    /// A strict function.
    ///
    /// - Parameters:
    ///   - name: The name, with dots if it is in a namespace.
    ///   - isMember: Whether it is called on a receiver, which is then the first parameter.
    ///   - signatures: The forms in which it is called; at least one.
    ///   - body: What gives the result. It throws ``CELCall/noMatchingOverload()`` for values of other types.
    public init(
        _ name: String,
        isMember: Bool = false,
        _ signatures: [CELSignature],
        body: @escaping @Sendable (CELCall) throws(CELError) -> CELValue
    ) {
        self.name = name
        self.isMember = isMember
        self.signatures = signatures
        acceptsAbsence = false
        givesArgument = false
        implementation = .strict(body)
    }

    /// A lazy function, called without a receiver.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - signatures: The forms in which it is called; at least one.
    ///   - acceptsAbsence: Whether it takes an argument that raises ``CELError/Kind/absent`` or names a field that isn't
    ///     there for something other than a mistake; then its arguments may name optional fields.
    ///   - givesArgument: Whether it gives one of its arguments, out of its optional if it is in one, and none that is
    ///     null; then the type of a call is the one that the arguments have in common, whatever the signature says.
    ///   - body: What gives the result, evaluating arguments as it needs them.
    public init(
        lazy name: String,
        _ signatures: [CELSignature],
        acceptsAbsence: Bool = false,
        givesArgument: Bool = false,
        body: @escaping @Sendable (CELLazyCall) throws(CELError) -> CELValue
    ) {
        self.name = name
        isMember = false
        self.signatures = signatures
        self.acceptsAbsence = acceptsAbsence
        self.givesArgument = givesArgument
        implementation = .lazy(body)
    }

    init(
        lazyMember name: String,
        _ signatures: [CELSignature],
        body: @escaping @Sendable (CELLazyCall) throws(CELError) -> CELValue
    ) {
        self.name = name
        isMember = true
        self.signatures = signatures
        acceptsAbsence = false
        givesArgument = false
        implementation = .lazy(body)
    }

    /// Whether it can be called with a number of arguments, the receiver included.
    func accepts(_ count: Int) -> Bool {
        signatures.contains { $0.accepts(count) }
    }
}

/// The types of one form in which a function is called.
public struct CELSignature: Sendable, Hashable {
    /// The parameters' types in order.
    public let parameters: [CELType]
    /// The result's type.
    public let result: CELType
    /// Whether the last parameter may be given any number of times, at least once.
    public let isVariadic: Bool
    /// Whether arguments of type `dyn` are numbers, or lists of numbers.
    let takesNumbers: Bool

    /// A form of a function.
    ///
    /// - Parameters:
    ///   - parameters: The parameters' types; ``CELType/parameter(_:)`` stands for any one type throughout the signature.
    ///   - result: The result's type.
    ///   - isVariadic: Whether the last parameter may be given any number of times.
    public init(_ parameters: [CELType], _ result: CELType, isVariadic: Bool = false) {
        self.parameters = parameters
        self.result = result
        self.isVariadic = isVariadic
        takesNumbers = false
    }

    /// A form that takes numbers of any types, one by one or as a list.
    static let anyNumbers = CELSignature(numbers: .dyn)

    private init(numbers type: CELType) {
        parameters = [type]
        result = type
        isVariadic = true
        takesNumbers = true
    }

    func accepts(_ count: Int) -> Bool {
        isVariadic ? count >= parameters.count : count == parameters.count
    }
}

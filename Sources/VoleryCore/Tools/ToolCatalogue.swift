/// The tools that can be granted, by name: what a checker needs to know of them, and how to make one for a grant.
///
/// The built-in tools, tool servers and embedders each give one.
public protocol ToolCatalogue: Sendable {
    /// The names of all tools, sorted.
    var names: [String] { get }

    /// What is known of a tool before it is granted.
    func description(of name: String) -> ToolDescription?

    /// Makes a tool that has just the reach that a grant gives.
    ///
    /// - Parameters:
    ///   - name: One of `names`.
    ///   - grant: What narrows the tool, valid by the tool's `grantSchema`; `null` for the default.
    ///   - workspace: The absolute path of the folder that a run works in.
    /// - Returns: The tool.
    /// - Throws: An error that says why the grant can't be given here.
    func makeTool(_ name: String, grant: JSONValue, workspace: String) throws -> any Tool

    /// The same tools where more may have to hold them; the same where none of them runs commands, as unless said.
    ///
    /// - Parameter safety: What has to hold, beside what has to already.
    /// - Returns: The tools, never held by less than these.
    func within(_ safety: Safety) -> any ToolCatalogue
}

extension ToolCatalogue {
    /// The same: none of them runs commands.
    public func within(_ safety: Safety) -> any ToolCatalogue { self }
}

/// What a checker and a model need to know of a tool.
public struct ToolDescription: Sendable {
    /// The name in workflows.
    public var name: String
    /// What it does and when to use it.
    public var description: String
    /// The JSON Schema of its arguments.
    public var arguments: JSONSchema
    /// The JSON Schema of its grant; `nil` if nothing about it can be narrowed.
    public var grant: JSONSchema?
    /// The JSON Schema of its result, if it has one.
    public var output: JSONSchema?
    /// What its calls touch.
    public var effects: ToolEffects
    /// What is wrong with a grant beyond its schema, on whatever machine it is given.
    package var grantFaults: @Sendable (_ grant: JSONValue) -> [GrantFault] = { _ in [] }

    /// A description.
    public init(
        name: String,
        description: String,
        arguments: JSONSchema,
        grant: JSONSchema? = nil,
        output: JSONSchema? = nil,
        effects: ToolEffects = .none
    ) {
        self.name = name
        self.description = description
        self.arguments = arguments
        self.grant = grant
        self.output = output
        self.effects = effects
    }
}

/// Several catalogues as one; of two tools with one name the earlier catalogue's counts.
public struct CombinedToolCatalogue: ToolCatalogue {
    private let catalogues: [any ToolCatalogue]

    /// Joins catalogues.
    public init(_ catalogues: [any ToolCatalogue]) {
        self.catalogues = catalogues
    }

    /// The names of all tools, sorted.
    public var names: [String] { Set(catalogues.flatMap(\.names)).sorted() }

    /// What is known of a tool before it is granted.
    public func description(of name: String) -> ToolDescription? {
        catalogues.lazy.compactMap { $0.description(of: name) }.first
    }

    /// Makes a tool by the first catalogue that knows its name.
    public func makeTool(_ name: String, grant: JSONValue, workspace: String) throws -> any Tool {
        for catalogue in catalogues where catalogue.description(of: name) != nil {
            return try catalogue.makeTool(name, grant: grant, workspace: workspace)
        }
        throw ToolFailure.final("there is no tool `\(name)`")
    }

    /// The same of each catalogue.
    public func within(_ safety: Safety) -> any ToolCatalogue {
        CombinedToolCatalogue(catalogues.map { $0.within(safety) })
    }
}

/// Tools that exist already and can't be narrowed: an embedder's own.
public struct FixedToolCatalogue: ToolCatalogue {
    private let tools: [String: any Tool]
    private let descriptions: [String: ToolDescription]

    /// A catalogue of tools.
    /// - Parameter tools: The tools; of two with one name the later one counts.
    /// - Throws: What a tool's schema throws.
    public init(_ tools: [any Tool]) throws {
        self.tools = Dictionary(tools.map { ($0.name, $0) }) { _, later in later }
        descriptions = try self.tools.mapValues {
            ToolDescription(
                name: $0.name,
                description: $0.description,
                arguments: try $0.argumentsSchema,
                effects: $0.effects
            )
        }
    }

    /// The names of all tools, sorted.
    public var names: [String] { tools.keys.sorted() }

    /// What is known of a tool.
    public func description(of name: String) -> ToolDescription? { descriptions[name] }

    /// The tool of that name.
    public func makeTool(_ name: String, grant: JSONValue, workspace: String) throws -> any Tool {
        guard let tool = tools[name] else { throw ToolFailure.final("there is no tool `\(name)`") }
        return tool
    }
}

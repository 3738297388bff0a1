public import VoleryCore
public import VoleryHTTP

/// The tools that every workflow can grant: files, the shell, the web, and a question to a person.
public struct BuiltInTools: ToolCatalogue {
    private var makers: [String: Maker]
    private var hold: CommandHold

    /// The built-in tools.
    /// - Parameters:
    ///   - client: Sends the requests of `web_fetch`.
    ///   - safety: What has to hold the shell's commands.
    ///   - allowsUnsandboxed: Whether nothing may hold them where that is asked for.
    /// - Throws: A schema that is none, which is a fault of this module.
    public init(client: HTTPClient, safety: Safety = Safety(), allowsUnsandboxed: Bool = false) throws {
        let hold = CommandHold(safety: safety, allowsNone: allowsUnsandboxed)
        let makers = [
            try ReadFile.maker(), try ListFiles.maker(), try SearchFiles.maker(), try WriteFile.maker(),
            try EditFile.maker(), try Shell.maker(hold: hold),
            try WebFetch.maker(client: client), try AskUser.maker(),
        ]
        self.hold = hold
        self.makers = Dictionary(uniqueKeysWithValues: makers.map { ($0.description.name, $0) })
    }

    /// The names of all tools, sorted.
    public var names: [String] { makers.keys.sorted() }

    /// What is known of a tool before it is granted.
    public func description(of name: String) -> ToolDescription? { makers[name]?.description }

    /// Makes a tool that has just the reach that a grant gives.
    public func makeTool(_ name: String, grant: JSONValue, workspace: String) throws -> any Tool {
        guard let maker = makers[name] else { throw ToolFailure.final("there is no built-in tool `\(name)`") }
        return try maker.make(grant, workspace)
    }

    /// The same tools; the shell's commands are held by what both ask for.
    public func within(_ safety: Safety) -> any ToolCatalogue {
        var tools = self
        tools.hold.safety = hold.safety.and(safety)
        tools.makers[Shell.name]?.make = Shell.making(hold: tools.hold)
        return tools
    }
}

/// A tool's description, and how it is made for a grant.
struct Maker: Sendable {
    let description: ToolDescription
    var make: @Sendable (_ grant: JSONValue, _ workspace: String) throws -> any Tool

    /// A maker of a tool.
    /// - Parameters:
    ///   - description: What is known of it before it is granted.
    ///   - grantFaults: What is wrong with a grant that fits its schema, wherever it is given.
    ///   - make: Makes it.
    init(
        description: ToolDescription,
        grantFaults: @escaping @Sendable (_ grant: JSONValue) -> [GrantFault] = { _ in [] },
        make: @escaping @Sendable (_ grant: JSONValue, _ workspace: String) throws -> any Tool
    ) {
        var description = description
        description.grantFaults = grantFaults
        self.description = description
        self.make = make
    }
}

internal import FoundationEssentials
public import VoleryCore

/// What the machine offers for reaching models: environment variables, and whether Ollama is there.
public struct ModelEnvironment: Sendable {
    private let variables: [String: String]
    /// Whether something listens at Ollama's usual port on this machine.
    public let isOllamaRunning: Bool

    /// An environment.
    public init(variables: [String: String], isOllamaRunning: Bool) {
        self.variables = variables
        self.isOllamaRunning = isOllamaRunning
    }

    /// This machine's environment; looks at the port of Ollama, which takes at most a fifth of a second.
    ///
    /// - Parameter variables: Variables to use in place of the process's own.
    /// - Returns: The environment.
    public static func current(_ variables: [String: String]? = nil) -> ModelEnvironment {
        ModelEnvironment(
            variables: variables ?? ProcessInfo.processInfo.environment,
            isOllamaRunning: LocalPort.isOpen(OllamaAddress.usualPort)
        )
    }

    /// This environment with every usual server in it, for who asks what is known of models and not the models: the
    /// servers that are not there have addresses and keys that lead nowhere.
    public var withEveryServer: ModelEnvironment {
        let nowhere = [
            "XAI_API_KEY": "none", "OPENAI_API_KEY": "none", "AZURE_AI_KEY": "none",
            "AZURE_AI_ENDPOINT": "https://none.invalid",
        ]
        let variables = variables.filter { self[$0.key] != nil }.merging(nowhere) { own, _ in own }
        return ModelEnvironment(variables: variables, isOllamaRunning: true)
    }

    /// The variables that hold secrets by their names: keys, tokens, passwords.
    public var secrets: [Secret] {
        let endings = ["KEY", "TOKEN", "SECRET", "PASSWORD", "PASSPHRASE", "CREDENTIALS"]
        return variables.sorted { $0.key < $1.key }.filter { name, _ in endings.contains { name.hasSuffix($0) } }
            .map { Secret(name: $0.key, value: $0.value) }
    }

    /// A variable's value; one that is empty or blank counts as not set.
    subscript(name: String) -> String? {
        variables[name].flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    }

    /// The first of some variables that is set.
    func first(of names: String...) -> (name: String, value: String)? {
        for name in names {
            if let value = self[name] { return (name, value) }
        }
        return nil
    }
}

extension ModelEnvironment: CustomStringConvertible, CustomReflectable {
    /// How many variables there are; some of their values are secret.
    public var description: String { "\(variables.count) environment variables" }
    /// Nothing of the variables.
    public var customMirror: Mirror { Mirror(self, children: ["isOllamaRunning": isOllamaRunning]) }
}

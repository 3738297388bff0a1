internal import VoleryCore
internal import VoleryHTTP
internal import VoleryWorkflow

/// The servers of models that there are: those that a project names, and those that the environment has keys for.
struct ProviderTable: Sendable {
    /// A server, and what kind it is.
    struct Provider {
        var kind: ProviderSettings.Kind
        var endpoint: ModelEndpoint
    }

    let settings: [String: ProviderSettings]
    let environment: ModelEnvironment

    /// The names of all servers that can be asked, in order.
    var names: [String] {
        let ready = ProviderSettings.Kind.allCases.map(\.rawValue).filter { settings[$0] == nil && isReady($0) }
        return settings.keys.sorted() + ready
    }

    /// Whether the environment alone is enough for a kind of server.
    func isReady(_ name: String) -> Bool {
        (try? provider(name)) != nil
    }

    /// The server of a name.
    ///
    /// - Throws: `ModelReferenceError` if there is none, or something is missing for it.
    func provider(_ name: String) throws(ModelReferenceError) -> Provider {
        guard let kind = settings[name]?.kind ?? ProviderSettings.Kind(rawValue: name) else { throw unknown(name) }
        let found = ProviderSources(name: name, settings: settings[name], environment: environment)
        let (base, dialect, key) =
            switch kind {
            case .xai: try found.xai()
            case .azure: try found.azure()
            case .openai: try found.openAI()
            case .ollama: try found.ollama()
            }
        do throws(HTTPError) {
            let endpoint = try ModelEndpoint(provider: name, base: base.value, dialect: dialect, key: key)
            return Provider(kind: kind, endpoint: endpoint)
        } catch {
            throw ModelReferenceError("\(base.origin) is no web address: \(error.message)")
        }
    }

    private func unknown(_ name: String) -> ModelReferenceError {
        let known = names
        let near = NearestName.of(name, among: known + ProviderSettings.Kind.allCases.map(\.rawValue))
        let guess = near.map { " Did you mean `\($0)`?" } ?? ""
        let list = known.isEmpty ? "there is none" : "there are: \(known.joined(separator: ", "))"
        return ModelReferenceError(
            "there is no provider `\(name)`; \(list).\(guess) Name it under `providers` in volery.yaml."
        )
    }
}

import VoleryCEL
import VoleryCore
import VoleryWorkflow
import VoleryYAML

/// Makes a project of what its format's check has let pass; `${{ env.X }}` is replaced here.
struct ProjectDecoder {
    let log: FaultLog
    let environment: [String: String]

    func project(_ root: YAMLNode, at location: FileLocation) -> Project {
        let file = location.shown
        var project = Project(
            folder: location.folder,
            limits: root["limits"]?.limits(path: "\(file).limits") ?? .none,
            safety: root["safety"]?.safety ?? Safety()
        )
        for entry in root["providers"]?.entries ?? [] {
            project.providers[entry.name] = provider(entry, path: "\(file).providers.\(entry.name)")
        }
        for entry in root["models"]?.entries ?? [] {
            project.models[entry.name] = model(entry.value, path: "\(file).models.\(entry.name)")
        }
        project.store = root["store"].flatMap { store($0, in: location.folder) }
        project.search = root["search"].flatMap { search($0, path: "\(file).search") }
        project.tools = ToolDecoder(log: log, environment: environment).tools(root["tools"], path: "\(file).tools")
        return project
    }

    private func provider(_ entry: YAMLEntry, path: String) -> ProviderSettings {
        let written = entry.value["kind"]?.text ?? entry.name
        let kind = ProviderSettings.Kind(rawValue: written)
        if kind == nil, entry.value["kind"] == nil, entry.value.entries != nil {
            let kinds = ProviderSettings.Kind.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            let message = "the provider `\(entry.name.shown)` needs a `kind`: one of \(kinds)"
            log.report(.missingKey, message, at: entry.key.place)
        }
        return ProviderSettings(
            kind: kind ?? .openai,
            endpoint: entry.value["endpoint"].flatMap(endpoint),
            key: entry.value["key"].flatMap(resolved),
            path: path
        )
    }

    private func search(_ node: YAMLNode, path: String) -> SearchSettings? {
        guard let kind = node["kind"]?.text.flatMap(SearchSettings.Kind.init) else { return nil }
        let key = node["key"].flatMap(resolved)
        if kind == .brave, node["key"] == nil {
            let message = "Brave's search needs a `key`, such as `${{ env.BRAVE_API_KEY }}`"
            log.report(.missingKey, message, at: node.place)
        }
        guard node["endpoint"] != nil || kind.usualEndpoint != nil else {
            log.report(.missingKey, "SearXNG needs an `endpoint`, such as `http://127.0.0.1:8888`", at: node.place)
            return nil
        }
        guard let endpoint = node["endpoint"].map(endpoint) ?? kind.usualEndpoint else { return nil }
        return SearchSettings(kind: kind, endpoint: endpoint, key: key, path: path)
    }

    private func endpoint(_ node: YAMLNode) -> String? {
        guard let address = resolved(node) else { return nil }
        if !address.hasPrefix("http://"), !address.hasPrefix("https://") {
            log.report(
                .invalidEndpoint,
                "an endpoint is an address that begins with `https://` or `http://`",
                at: node.place
            )
        }
        return address
    }

    /// The file that runs are kept in.
    private func store(_ node: YAMLNode, in folder: String) -> String? {
        guard let path = resolved(node) else { return nil }
        let isFile = !path.isEmpty && !path.hasSuffix("/") && !path.utf8.contains(0) && path != "." && path != ".."
        guard isFile else {
            log.report(.wrongType, "expected the path of a file, such as `state/runs.db`", at: node.place)
            return nil
        }
        return path.hasPrefix("/") ? path : "\(folder)/\(path)"
    }

    /// The text of a template in which `env` alone is in scope.
    private func resolved(_ node: YAMLNode) -> String? {
        guard let template = TextDecoder(log: log).template(node) else { return nil }
        let problems = template.expressions.flatMap { expression, offset in
            EnvironmentCheck(environment: environment).problems(in: expression, offset: offset)
        }
        for (code, problem) in problems {
            let words = ProblemWords(problem)
            let place = node.place(ofUTF8Offset: problem.range.lowerBound, length: problem.range.count)
            log.add(
                Diagnostic(
                    code: code,
                    words.message,
                    at: place,
                    notes: words.notes,
                    suggestion: problem.suggestion
                )
            )
        }
        guard problems.isEmpty else { return nil }
        do throws(CELError) {
            return try template.text(in: EnvironmentScope(environment: environment))
        } catch {
            log.report(.noValue, "the template has no value: \(error.message)", at: node.place)
            return nil
        }
    }

    private func model(_ node: YAMLNode, path: String) -> ModelSettings {
        var settings = ModelSettings(choice: AgentDecoder.model(node), path: path)
        settings.contextTokens = node["window"]?.tokens
        settings.takes = node["takes"].map { Set($0.texts.compactMap(Media.Kind.init(rawValue:))) }
        if let price = node["price"], let input = price["input"]?.money, let output = price["output"]?.money {
            settings.price = ModelPrice(
                input: input.dollars,
                cachedInput: price["cached"]?.money?.dollars,
                output: output.dollars
            )
        }
        return settings
    }
}

/// What the templates of the project file can name: `env`.
private struct EnvironmentScope: CELActivation {
    let environment: [String: String]

    func value(of name: String) throws(CELError) -> CELValue? {
        guard name == "env" else { return nil }
        var variables = JSONObject()
        for (name, value) in environment { variables[name] = .string(value) }
        return CELValue(.object(variables))
    }
}

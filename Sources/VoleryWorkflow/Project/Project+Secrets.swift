public import VoleryCore

extension Project {
    /// What its file takes from the environment for keys and headers, and keys that it holds itself.
    public var secrets: [Secret] {
        let keys = providers.compactMap { name, provider in
            provider.key.map { Secret(name: "providers.\(name).key", value: $0) }
        }
        let search = search?.key.map { [Secret(name: "search.key", value: $0)] } ?? []
        return keys.sorted { $0.name < $1.name } + search + tools.flatMap(\.secrets)
    }
}

extension Workflow {
    /// What its tools take from the environment.
    package var secrets: [Secret] { tools.flatMap(\.secrets) }
}

extension DeclaredTool {
    fileprivate var secrets: [Secret] {
        if case .search(let settings) = action, let key = settings.key {
            return [Secret(name: "\(settings.path).key", value: key)]
        }
        return environment.sorted { $0.key < $1.key }.map { Secret(name: $0.key, value: $0.value) }
    }
}

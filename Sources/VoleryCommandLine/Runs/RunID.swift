internal import ArgumentParser
internal import VoleryRuntime

/// What shells offer where a run's id is typed.
enum RunID {
    /// The newest runs whose ids begin with what was typed; nothing where there are none or they can't be read.
    static let completion = CompletionKind.custom { _, _, prefix in await ids(prefix) }

    /// The most that are offered.
    private static let most = 50

    private static func ids(_ prefix: String) async -> [String] {
        let runs = try? await RunStore.with(Console()) { store in
            try await store.journal.runs(RunFilter(prefix: prefix, limit: most))
        }
        return runs?.map(\.run) ?? []
    }
}

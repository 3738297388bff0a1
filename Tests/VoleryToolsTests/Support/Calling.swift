import Logging
import Testing
import VoleryCore
import VoleryHTTP

@testable import VoleryTools

/// The time that has passed, for calls that are made as a run makes them.
struct PassingTime: TimeSource {
    private let start = ContinuousClock.now

    var now: Duration { ContinuousClock.now - start }
    var secondsSince1970: Double { 0 }

    func sleep(for duration: Duration) async throws {
        try await ContinuousClock().sleep(for: duration)
    }
}

extension ToolContext {
    /// A context as a run gives it.
    static func testing(
        workspace: String = "/",
        time: Duration = .seconds(60),
        takes: Set<Media.Kind> = Set(Media.Kind.allCases)
    ) -> ToolContext {
        let clock = PassingTime()
        return ToolContext(
            address: Address("step"),
            idempotencyKey: "run/step",
            workspace: workspace,
            deadline: clock.now + time,
            time: clock,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            takes: takes
        )
    }
}

/// Makes a built-in tool for a grant and calls it.
func call(
    _ name: String,
    _ arguments: JSONValue,
    grant: JSONValue = .null,
    in folder: TemporaryFolder,
    takes: Set<Media.Kind> = Set(Media.Kind.allCases)
) async throws -> ToolOutput {
    let client = try HTTPClient()
    let tool = try BuiltInTools(client: client).makeTool(name, grant: grant, workspace: folder.path)
    let output = try await tool.call(json: arguments, context: .testing(workspace: folder.path, takes: takes))
    await client.shutdown()
    return output
}

/// What a call that fails tells the model.
func failure(
    _ name: String,
    _ arguments: JSONValue,
    grant: JSONValue = .null,
    in folder: TemporaryFolder
) async -> String? {
    await #expect(throws: ToolFailure.self) {
        _ = try await call(name, arguments, grant: grant, in: folder)
    }?.message
}

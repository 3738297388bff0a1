@testable import VolerySandbox

extension Sandbox {
    /// Runs text in bash with the usual limits.
    func shell(
        _ text: String,
        environment: [String: String] = [:],
        input: String = "",
        limits: SandboxLimits = SandboxLimits()
    ) async throws -> SandboxResult {
        try await run(
            SandboxedCommand(.shell(text), environment: environment, input: Array(input.utf8), limits: limits)
        )
    }
}

extension CapturedOutput {
    var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// The error that this fails with, if it is of the expected type.
func failure<Failure: Error>(_ type: Failure.Type, _ body: () async throws -> some Any) async -> Failure? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? Failure
    }
}

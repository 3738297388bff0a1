import LoopbackServer
import Testing
import Volery

/// What the workflows of the disturbed runs have in common.
enum DisturbedFlow {
    /// The tools `note`, which may be called but once and leaves its idempotency key in a ledger, and `post`, which a
    /// server tells by its key; each takes a text.
    ///
    /// A note takes `pause` seconds.
    static func tools(_ server: LoopbackServer, pause: String = "0") -> String {
        """
        tools:
          note:
            description: Notes a text.
            arguments: { text: { type: string } }
            command:
              - sh
              - -c
              - 'echo "$VOLERY_IDEMPOTENCY_KEY" >> ledger.txt; sleep \(pause); echo "noted $1"'
              - sh
              - ${{ arguments.text }}
            repeats: once
          post:
            description: Posts a text.
            arguments: { text: { type: string } }
            http: { method: POST, url: "\(server.url("/effect"))", body: { text: "${{ arguments.text }}" } }
            repeats: keyed
        """
    }

    /// The project, whose models are the server's.
    static func project(_ server: LoopbackServer) -> String {
        """
        providers: { lab: { kind: openai, endpoint: "\(server.url("/v1"))" } }
        models: { default: lab/small }
        """
    }

    /// Gives a server, runs in folders of their own, and what an undisturbed run puts out.
    static func withServer(
        _ flow: @escaping (LoopbackServer) -> String,
        _ body: (EffectServer, () throws -> DisturbedProgram, JSONValue) async throws -> Void
    ) async throws {
        let effects = EffectServer()
        try await withLoopbackServer(
            { try effects.answer($0) },
            during: { server in
                func fresh() throws -> DisturbedProgram {
                    let program = try Program(["volery.yaml": project(server), "flow.yaml": flow(server)])
                    return DisturbedProgram(program, effects)
                }
                let whole = try fresh()
                try await whole.goOn(.none, "undisturbed")
                try whole.expectWhole("undisturbed")
                try await body(effects, fresh, try #require(whole.outputs))
            }
        )
    }
}

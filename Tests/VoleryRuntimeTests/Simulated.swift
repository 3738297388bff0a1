import Synchronization
import VoleryCore
import VoleryRuntime
import VoleryTestKit
import VoleryWorkflow

/// How many interleavings each test goes through.
let seeds: UInt64 = 1_000

struct Double: Tool {
    struct Arguments: ToolArguments, Decodable {
        var number: Int

        static var schema: JSONSchema {
            get throws {
                try JSONSchema([
                    "type": "object", "properties": ["number": ["type": "integer"]], "required": ["number"],
                ])
            }
        }
    }

    let name = "double"
    let description = "Gives twice a number."

    func call(arguments: Arguments, context: ToolContext) async throws -> ToolOutput {
        .json(.int(arguments.number * 2))
    }
}

func agentStep(_ id: String, _ prompt: String) throws -> Step {
    Step(id: id, kind: .agent(AgentStep(agent: "a", prompt: try Template(prompt))))
}

func simulated(_ models: any ModelProvider, _ time: SimulatedTime, tools: [any Tool] = []) throws -> Runtime {
    Runtime(
        RuntimeConfiguration(
            models: models,
            tools: try FixedToolCatalogue(tools),
            workspace: "/",
            time: time,
            random: RandomSource(seed: 1)
        )
    )
}

/// Never returns by itself, and counts the calls of it that are under way.
final class Hold: Tool {
    let name = "hold"
    let description = "Holds on until it is cancelled."
    let open = Mutex(0)

    func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        open.withLock { $0 += 1 }
        defer { open.withLock { $0 -= 1 } }
        try await context.time.sleep(for: .seconds(100_000))
        return .text("let go")
    }
}

/// The error with which a run of a workflow ends; `nil` if it does not fail.
func failure(
    of workflow: Workflow,
    _ models: ScriptedModels,
    _ time: SimulatedTime,
    tools: [any Tool] = [],
    inputs: JSONObject = [:]
) async throws -> RunError? {
    do {
        _ = try await simulated(models, time, tools: tools).withRun(of: workflow, inputs: inputs) {
            try await $0.outputs()
        }
        return nil
    } catch let error as RunError {
        return error
    }
}

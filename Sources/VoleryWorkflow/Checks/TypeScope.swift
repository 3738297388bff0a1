package import VoleryCEL
import VoleryCore

/// The types of what expressions can name beside the steps.
package enum TypeScope {
    /// What an agent's templates can name.
    package static func variables(of agent: Agent) -> [String: CELType] {
        ["inputs": type(of: agent.inputs), "run": run]
    }

    /// What the templates of a declared tool can name; in the project file that is the environment, too.
    package static func variables(of tool: DeclaredTool) -> [String: CELType] {
        var fields: [String: CELObjectType.Field] = [:]
        for argument in tool.arguments {
            fields[argument.name] = .init(
                CELType(schema: argument.schema.value, name: "the argument `\(argument.name)`")
            )
        }
        var variables: [String: CELType] = [
            "arguments": .object(CELObjectType(name: "a call of `\(tool.name)`", fields: fields))
        ]
        if tool.isOfProject { variables["env"] = .map(.string, .string) }
        return variables
    }

    /// What the templates of a rehearsal's replies can name.
    package static let reply: [String: CELType] = [
        "prompt": .string, "context": .list(.string), "results": .list(.dyn),
    ]

    /// What expectations can name.
    ///
    /// - Parameter outputs: The type of the workflow's outputs.
    /// - Returns: The types by name.
    static func result(outputs: CELType) -> [String: CELType] {
        let usage = CELObjectType(name: "the run's usage", fields: ["tokens": .init(.int), "cost": .init(.double)])
        return [
            "outputs": outputs, "status": .enumeration(["completed", "failed"]), "error": .dyn, "usage": .object(usage),
        ]
    }

    /// `error` where a failure is handled.
    package static let error = CELType.object(
        CELObjectType(name: "an error", fields: ["code": .init(.string), "message": .init(.string)])
    )

    /// `run`.
    static let run = CELType.object(
        CELObjectType(name: "the run", fields: ["id": .init(.string), "started": .init(.timestamp)])
    )

    private static let usage = CELType.object(
        CELObjectType(
            name: "a step's usage",
            fields: ["tokens": .init(.int), "cost": .init(.double), "seconds": .init(.double)]
        )
    )

    /// What a step has; its `output` is described by what makes it.
    package static let members = ["output", "status", "error", "usage"]

    /// `inputs`.
    static func type(of inputs: [Input]) -> CELType {
        var fields: [String: CELObjectType.Field] = [:]
        for input in inputs {
            fields[input.name] = .init(CELType(schema: input.schema.value, name: "the input `\(input.name)`"))
        }
        return .object(CELObjectType(name: "the inputs", fields: fields))
    }

    /// `steps.ID` of a step with an output of a type.
    static func step(_ id: String, output: CELType) -> CELType {
        .object(
            CELObjectType(
                name: "the step `\(id)`",
                fields: [
                    "output": .init(output),
                    "status": .init(.enumeration(["completed", "skipped", "failed"])),
                    "error": .init(.dyn),
                    "usage": .init(usage),
                ]
            )
        )
    }
}

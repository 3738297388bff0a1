/// What users of other languages write as keys, and how the same is said here, where that is no key of another name.
enum ForeignKeys {
    /// What to say of a key that is none of a thing's, such as "a step".
    static func note(on name: String, in what: String) -> String? {
        switch what {
        case "a workflow": ofWorkflow[name]
        case "a step": ofStep[name]
        case "an agent": ofAgent[name]
        default: nil
        }
    }

    private static let order =
        "a step waits for those whose output it names; `needs: [ID]` waits for others, `switch` and `if` choose"

    private static let whole = "this is no file of Argo or Kubernetes: `steps` and the other keys stand at the top"

    private static let ofWorkflow = [
        "name": "a workflow's name is its file's name; `description` says what it is for",
        "version": "files have no version", "on": "nothing starts a workflow by itself: it is run by `volery run`",
        "env": "`env` is in scope in `volery.yaml` alone; what a workflow is given are its `inputs`",
        "apiVersion": whole, "kind": whole, "metadata": whole, "spec": whole,
        "services": "what runs are `steps`; what a model does is said under `agents`", "edges": order,
        "entry_point": order, "workflow": "`steps` and the other keys stand at the top",
        "state": "there is no shared state: a step names another's output, `steps.ID.output`",
        "mcp": "servers of tools are named in `volery.yaml`", "providers": "providers are named in `volery.yaml`",
    ]

    private static let ofStep = [
        "model": "the model is its agent's: write it under `agents`",
        "instructions": "instructions are its agent's: write them under `agents`",
        "system": "instructions are its agent's: write `instructions` under `agents`",
        "system_prompt": "instructions are its agent's: write `instructions` under `agents`",
        "tools": "tools are its agent's: write them under `agents`",
        "output_schema": "what an agent answers is its own `output`: write it under `agents`",
        "expected_output": "what an agent answers is its own `output`: write it under `agents`",
        "temperature": "it is its agent's: `model: { use: …, temperature: … }`",
        "next": order, "goto": order, "then": order, "routes": order, "edges": order,
        "id": "a step's id is its key: `ID: { … }`",
        "command": "a tool's arguments stand under `with`", "script": "a tool's arguments stand under `with`",
        "run": "a command is run by a tool: `tool: shell`, `with: { command: … }`",
        "max_iterations": "a group repeats: `repeat: { max: N, until: … }` beside `steps`",
        "while": "a group repeats: `repeat: { max: N, until: … }` beside `steps`",
        "until": "a group repeats: `repeat: { max: N, until: … }` beside `steps`",
    ]

    private static let ofAgent = [
        "name": "an agent's name is its key",
        "temperature": "it goes with the model: `model: { use: …, temperature: … }`",
        "max_tokens": "it goes with the model: `model: { use: …, max_tokens: … }`",
        "reasoning": "it goes with the model: `model: { use: …, reasoning: … }`",
        "fallback": "it goes with the model: `model: { use: …, fallback: […] }`",
        "routes": order, "memory": "an agent sees its prompt, and what the step's `context` names",
    ]

    /// Words that stand for a choice elsewhere.
    static let choices = [
        "continue": "skip", "ignore": "skip", "true": "skip", "stop": "fail", "abort": "fail", "false": "fail",
    ]
}

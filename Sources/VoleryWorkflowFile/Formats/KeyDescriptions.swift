import VoleryCore

/// One line on each key of the language, by what the key belongs to: for editors and docs.
enum KeyDescriptions {
    /// What a key is for; `nil` if there is no such key.
    static func description(of key: String, in what: String) -> String? {
        texts[what]?[key]
    }

    /// What counts where a key is left out; `nil` where that is nothing, or no value.
    static func usual(of key: String, in what: String) -> JSONValue? {
        values[what]?[key]
    }

    private static let values: [String: [String: JSONValue]] = [
        "an agent": ["model": "default"],
        "a step": ["as": "item", "on_error": "fail"],
        "`retry`": ["on": ["unavailable", "timeout", "invalid", "tool"], "backoff": ["1s", "30s"]],
        "a tool": ["repeats": "once"],
        "a request": ["method": "GET"],
    ]

    private static let texts: [String: [String: String]] = [
        "a workflow": [
            "description": "What the workflow is for, in one line.",
            "inputs": "What it is given: a JSON Schema per input, required unless it has a default.",
            "agents": "Who works in it: agents, or the paths of their files.",
            "models": "Models of this workflow, by name.",
            "tools": "Tools that are declared here, without code.",
            "limits": "Hard bounds on the whole run.",
            "safety": "What has to hold its commands: as much as volery.yaml asks for, or more.",
            "steps": "What is done: each step runs as soon as the steps that it names have ended.",
            "outputs": "What comes out, by name; templates.",
        ],
        "an agent": [
            "description": "What the agent is for; other agents are told of it, so delegates need one.",
            "model": "A name under `models` in volery.yaml, or PROVIDER/MODEL, or a mapping with further settings.",
            "instructions": "What the agent is told first; a template that sees the agent's own inputs.",
            "tools": "The tools that it may call, each with its reach. It has no others.",
            "delegates": "Agents that it may call as tools; each call is a conversation of its own.",
            "handoffs": "Agents that it may hand its conversation over to.",
            "output": "A JSON Schema that its answer must fit.",
            "limits": "Hard bounds on each of its conversations.",
            "inputs": "What it must be told beside the prompt, given by the step's `with`: JSON Schemas.",
        ],
        "the choice of a model": modelTexts,
        "a model": modelTexts.merging([
            "price": "What it costs, in US dollars for a million tokens.",
            "window": "How many tokens its context holds.",
            "takes": "What it takes beside text: image, video, file.",
            "rate": "How much may be asked of it in a minute.",
        ]) { first, _ in first },
        "a search service": [
            "kind": "Which interface the service speaks.",
            "endpoint": "The service's address; a template that sees `env`.",
            "key": "The key for it; write `${{ env.NAME }}`, never the key itself.",
        ],
        "`safety`": [
            "sandbox": "What has to hold commands: a minimum, or none, which takes --allow-unsandboxed as well."
        ],
        "`sandbox`": [
            "minimum": "The least that will do: bubblewrap, or landlock, which is used where bubblewrap can't work."
        ],
        "a part of a prompt": [
            "text": "Text; a template.",
            "image":
                "An image: a path in the workspace, an https: or a data: address; a list stands for one part each.",
            "video": "A video, likewise.",
            "file": "A file, likewise; one that is text goes as text.",
        ],
        "a price": [
            "input": "For a million tokens that it reads.",
            "cached": "For a million tokens that it reads from its cache.",
            "output": "For a million tokens that it writes.",
        ],
        "a provider": [
            "kind": "Which interface the server speaks.",
            "endpoint": "The server's address; a template that sees `env`.",
            "key": "The key for it; write `${{ env.NAME }}`, never the key itself.",
            "rate": "How much may be asked of it in a minute.",
        ],
        "the project file": [
            "providers": "Servers of models, by name.",
            "models": "Models by name; `default` is what agents use unless they name another.",
            "mcp": "Tool servers, by name.",
            "tools": "Tools that are declared for all workflows, without code.",
            "limits": "Hard bounds on every run.",
            "search": "The service that searches the web, which `web_search` asks.",
            "safety": "The least that has to hold commands.",
            "store": "Where runs are kept.",
        ],
        "`limits`": [
            "cost": "The most money that may be spent, such as `$0.50`.",
            "tokens": "The most tokens that may be used, such as `200k`.",
            "time": "How long it may take, such as `5m`.",
            "turns": "How many times a model may be asked.",
            "tool_calls": "How many tool calls may be made.",
            "parallel": "How many model and tool calls may be under way at once.",
        ],
        "a tool": [
            "command": "The program that is run, in the sandbox and never through a shell, and its arguments.",
            "stdin": "What the program reads from its standard input.",
            "http": "The request that is sent.",
            "description": "What the tool does; models choose by it.",
            "arguments": "What it takes: a JSON Schema per argument.",
            "output": "A JSON Schema of its result.",
            "repeats": "What may happen when it is in doubt whether a call was made.",
        ],
        "a request": [
            "method": "The request's method.",
            "url": "The address; its host is written out, arguments are percent-encoded.",
            "headers": "Header fields, by name.",
            "body": "What is sent; a mapping or a list is sent as JSON.",
        ],
        "a step": stepTexts,
        "`retry`": [
            "max": "How many further tries.",
            "on": "After which failures; all of these unless given.",
            "backoff": "The shortest and the longest wait between tries.",
        ],
        "`on_error`": ["value": "The step's output after a failure; `error` is in scope."],
        "`repeat`": [
            "max": "How many rounds at most.",
            "until": "Ends the rounds when it is true; an expression that sees the inside of the group.",
        ],
        "a rehearsal": [
            "inputs": "Inputs for where the command line gives none.",
            "replies": "What models and people say, by the address of the conversation.",
            "tools": "Results in place of real tools, by tool.",
            "expect": expectText,
        ],
        "what is expected of a cassette": ["expect": expectText],
        "a reply": [
            "output": "A structured answer.",
            "text": "An answer in words; `prompt`, `context` and `results` are in scope.",
            "call": "One tool call: the tool's name and its arguments.",
            "calls": "Several tool calls at once.",
            "error": "A fault of the server to live through.",
        ],
        "an error": [
            "status": "The status that the server answers with.",
            "after": "How long the server says to wait.",
        ],
        "a result": [
            "when": "Which calls it is for; `arguments` is in scope.",
            "result": "What the tool gives.",
        ],
    ]

    private static let expectText =
        "What `volery test` checks at the end; `outputs`, `status`, `error` and `usage` are in scope."

    private static let modelTexts = [
        "use": "The model: a name under `models` in volery.yaml, or PROVIDER/MODEL.",
        "reasoning": "How much it reasons before it answers, such as `low`.",
        "temperature": "How freely it chooses its words, from 0 to 2.",
        "max_tokens": "The most tokens of one answer.",
        "fallback": "Models to ask instead while it stays unavailable.",
    ]

    private static let stepTexts = [
        "agent": "An agent answers `prompt`; its output is the agent's text, or the value of its `output` schema.",
        "prompt": "What the agent is asked; a template.",
        "with": "Arguments of the tool, or inputs of the agent or workflow; templates.",
        "context": "Steps whose words the agent is shown before the prompt; `all` is every step that it waits for.",
        "tool": "One tool call with the arguments `with`, no model; its output is the tool's result.",
        "value": "Computes a value; a template, or a list or mapping with templates in it.",
        "chat": "Agents take turns in one conversation.",
        "moderator": "The agent that picks who speaks next and when it is over.",
        "turns": "How many messages there are at most.",
        "until": "Ends it when it is true; an expression.",
        "workflow": "Another workflow's file, with `with` as its inputs; its output is that workflow's outputs.",
        "ask": "A person answers; the output is the answer.",
        "output": "The output: of an `ask` a JSON Schema that the answer must fit, of a group a template.",
        "draft": "An answer for the person to start from; a template.",
        "wait": "Waits this long, or until a time; a template.",
        "fail": "Fails with this message; a template.",
        "switch": "Runs the one step under `cases` whose key equals the value of this expression.",
        "cases": "The steps to choose from, by value.",
        "default": "The step for all other values.",
        "steps": "A group: steps of its own, in a scope of their own that sees the outer one.",
        "repeat": "Runs the group again until a condition is true, at most so many rounds.",
        "needs": "Waits for these steps too, though nothing of theirs is named.",
        "if": "Skips the step unless this is true; an expression.",
        "for_each": "Does the step once per element of a list; an expression. The output is a list in the same order.",
        "as": "The element's name in expressions.",
        "max_parallel": "How many elements are worked on at once; all unless given.",
        "retry": "Tries again after a failure.",
        "timeout": "Fails a try that takes longer, such as `2m`.",
        "on_error": "What a failure does: `fail`, `skip`, or `{ value: … }` to go on with.",
        "limits": "Hard bounds on the step with all its elements and tries.",
        "description": "What the step is for, in one line.",
    ]
}

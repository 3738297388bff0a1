import VoleryWorkflow

extension CodePage {
    /// The pages of names and types in expressions.
    static let ofTypes = [
        CodePage(
            CheckCode.unknownVariable,
            "A name that is not in scope",
            """
            In scope are `inputs`, `steps` and `run`, and where there is a `for_each` its element and `index`. An agent's \
            own texts see its `inputs` and `run` alone.
            """,
            faulty: """
                inputs: { name: { type: string } }
                steps: { greet: { value: "Hello ${{ name }}" } }
                """,
            mended: """
                inputs: { name: { type: string } }
                steps: { greet: { value: "Hello ${{ inputs.name }}" } }
                """
        ),
        CodePage(
            CheckCode.unknownMember,
            "Something that steps do not have",
            "A step has `output`, `status`, `error` and `usage`; what it gave is in `output`.",
            faulty: """
                steps:
                  name: { value: Ada }
                  greet: { value: "Hello ${{ steps.name.outptu }}" }
                """,
            mended: """
                steps:
                  name: { value: Ada }
                  greet: { value: "Hello ${{ steps.name.output }}" }
                """
        ),
        CodePage(
            CheckCode.unknownField,
            "A field that the value does not have",
            "What an agent or a tool gives is described by a schema, and that has no such field.",
            faulty: """
                agents:
                  planner: { output: { type: object, required: [angles], properties: { angles: { type: array } } } }
                steps:
                  plan: { agent: planner, prompt: Plan. }
                  count: { value: "${{ size(steps.plan.output.angels) }}" }
                """,
            mended: """
                agents:
                  planner: { output: { type: object, required: [angles], properties: { angles: { type: array } } } }
                steps:
                  plan: { agent: planner, prompt: Plan. }
                  count: { value: "${{ size(steps.plan.output.angles) }}" }
                """
        ),
        CodePage(
            CheckCode.optionalField,
            "A field that may be missing",
            "The schema does not require the field. Name it inside `coalesce(…)` or `has(…)`, or with `.?` in front.",
            faulty: """
                agents: { planner: { output: { type: object, properties: { note: { type: string } } } } }
                steps:
                  plan: { agent: planner, prompt: Plan. }
                  note: { value: "${{ steps.plan.output.note }}" }
                """,
            mended: """
                agents: { planner: { output: { type: object, properties: { note: { type: string } } } } }
                steps:
                  plan: { agent: planner, prompt: Plan. }
                  note: { value: "${{ coalesce(steps.plan.output.note, 'none') }}" }
                """
        ),
        CodePage(
            CheckCode.unknownFunction,
            "There is no such function",
            "Functions are those of CEL with its extensions, and `coalesce`, `sum`, `toJson`, `fromJson`.",
            faulty: """
                steps: { count: { value: "${{ lenght('Ada') }}" } }
                """,
            mended: """
                steps: { count: { value: "${{ size('Ada') }}" } }
                """
        ),
        CodePage(
            CheckCode.type,
            "Types that do not go together",
            "An operator or a function is given values of types that it does not take. `string(x)`, `int(x)` and `double(x)` convert.",
            faulty: """
                steps: { count: { value: "${{ 'Steps: ' + 3 }}" } }
                """,
            mended: """
                steps: { count: { value: "${{ 'Steps: ' + string(3) }}" } }
                """
        ),
        CodePage(
            inCode: CheckCode.expressionTooLarge,
            "An expression that is too large",
            "An expression has at most 64 KiB and is nested at most 250 deep. In a file that is one that can't be read (V0082)."
        ),
        CodePage(
            CheckCode.bareSteps,
            "`steps` without saying which",
            "Which step is meant has to be known at load, as it makes the graph: write `steps.ID`.",
            faulty: """
                inputs: { which: { type: string } }
                steps:
                  name: { value: Ada }
                  greet: { value: "${{ steps[inputs.which].output }}", needs: [name] }
                """,
            mended: """
                inputs: { which: { type: string } }
                steps:
                  name: { value: Ada }
                  greet: { value: "${{ inputs.which }} ${{ steps.name.output }}" }
                """
        ),
        CodePage(
            CheckCode.environmentOutOfScope,
            "The environment outside of the project file",
            "`env` is in scope in `volery.yaml` alone, so that a secret cannot reach a prompt. Make it an input.",
            faulty: """
                steps: { greet: { value: "Hello ${{ env.USER }}" } }
                """,
            mended: """
                inputs: { user: { type: string } }
                steps: { greet: { value: "Hello ${{ inputs.user }}" } }
                """
        ),
        CodePage(
            CheckCode.wholeStep,
            "A step as a whole",
            "This is all that is known of the step: its output, status, error and usage. Mostly its output is meant.",
            faulty: """
                steps:
                  name: { value: Ada }
                  greet: { value: "Hello ${{ steps.name }}" }
                """,
            mended: """
                steps:
                  name: { value: Ada }
                  greet: { value: "Hello ${{ steps.name.output }}" }
                """
        ),
        CodePage(
            CheckCode.conditionNotBoolean,
            "A condition that is no boolean",
            "A condition is true or false; nothing else counts as one of them.",
            faulty: """
                inputs: { names: { type: array } }
                steps: { greet: { if: size(inputs.names), value: Hello } }
                """,
            mended: """
                inputs: { names: { type: array } }
                steps: { greet: { if: size(inputs.names) > 0, value: Hello } }
                """
        ),
        CodePage(
            CheckCode.constantCondition,
            "A condition that is always the same",
            """
            Nothing in the condition can change, so the step always runs, or never. Where text was meant, as in \
            `if: "false"`, mind that YAML's quotes are none of the expression.
            """,
            faulty: """
                inputs: { urgent: { type: boolean } }
                steps: { greet: { if: "true", value: "Hello ${{ inputs.urgent }}" } }
                """,
            mended: """
                inputs: { urgent: { type: boolean } }
                steps: { greet: { if: inputs.urgent, value: Hello } }
                """
        ),
        CodePage(
            CheckCode.foreignTemplate,
            "A template as other languages write it",
            """
            `{{ inputs.name }}` and `${inputs.name}` are text here and stay as they are; an expression in text is \
            `${{ inputs.name }}`. Braces around anything but a name in scope are not looked at.
            """,
            faulty: """
                inputs: { name: { type: string } }
                steps: { greet: { value: "Hello {{ inputs.name }}" } }
                """,
            mended: """
                inputs: { name: { type: string } }
                steps: { greet: { value: "Hello ${{ inputs.name }}" } }
                """
        ),
        CodePage(
            CheckCode.listExpected,
            "Not a list",
            "`for_each` goes over a list. A map's keys are the list `map(key, key)`.",
            faulty: """
                inputs: { names: { type: string } }
                steps: { greet: { for_each: inputs.names, value: "Hello ${{ item }}" } }
                """,
            mended: """
                inputs: { names: { type: string } }
                steps: { greet: { for_each: "inputs.names.split(' ')", value: "Hello ${{ item }}" } }
                """
        ),
        CodePage(
            CheckCode.elementName,
            "Not a name for an element",
            "The name under `as` has another meaning in expressions, or is no name.",
            faulty: """
                steps: { greet: { for_each: "['Ada']", as: index, value: "Hello ${{ index }}" } }
                """,
            mended: """
                steps: { greet: { for_each: "['Ada']", as: name, value: "Hello ${{ name }}" } }
                """
        ),
    ]
}

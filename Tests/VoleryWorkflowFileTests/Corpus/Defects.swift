/// The corpus tells defects in words; these are the workflows that have them.
enum Defects {
    /// A valid workflow: an agent used by two steps in a line, one fan-out of three, one tool grant.
    static let base = """
        description: A workflow without a defect.
        inputs:
          question: { type: string, default: why? }
        agents:
          writer:
            model: fast
            instructions: You write.
            tools:
              - read_file: { root: data }
            output: { type: object, required: [title], properties: { title: { type: string } } }

        """ + steps

    private static let steps = """
        steps:
          first:
            agent: writer
            prompt: "Begin: ${{ inputs.question }}"
            timeout: 30s
          second:
            agent: writer
            prompt: "Go on: ${{ steps.first.output.title }}"
            needs: [first]
          each:
            for_each: "['a', 'b', 'c']"
            value: "${{ item }}"
        outputs:
          title: ${{ steps.second.output.title }}
          each: ${{ steps.each.output }}

        """

    private static let rounds = """
          rounds:
            repeat: { max: 3, until: "steps.answer.output.title == 'done'" }
            steps:
              ask: { agent: writer, prompt: "${{ coalesce(previous.answer.output.title, 'Begin.') }}" }
              answer: { agent: writer, prompt: "${{ steps.ask.output.title }}" }

        """

    private static let choice = """
          route:
            switch: steps.first.output.title == 'x'
            cases: { ture: { fail: a }, false: { fail: b } }

        """

    /// Steps that wait for each other in a line.
    private static let line =
        "steps:\n"
        + (0..<10_000).map { "  s\($0): { value: 1, needs: [\($0 == 0 ? "" : "s\($0 - 1)")] }\n" }.joined()

    private static let link = {
        var change = Change(
            "prompt: \"Begin: ${{ inputs.question }}\"",
            "prompt: [{ file: notes.md }]",
            names: ["a link on this path leads out"]
        )
        change.links = ["notes.md": "/etc/passwd"]
        return change
    }()

    static let project = "models: { fast: xai/grok-4.3 }\n"

    /// One change to the base: what is replaced, and by what.
    struct Change {
        var old: String
        var new: String
        /// Files beside the workflow.
        var files: [String: String] = [:]
        /// Parts that the messages have to name.
        var names: [String] = []
        /// The guess that a message has to make.
        var guess: String?
        /// What links beside the workflow lead to.
        var links: [String: String] = [:]

        init(_ old: String, _ new: String, names: [String] = [], guess: String? = nil, files: [String: String] = [:]) {
            self.old = old
            self.new = new
            self.names = names
            self.guess = guess
            self.files = files
        }
    }

    static let changes: [String: [Change]] = [
        "wf-s-028": [
            Change(
                "prompt: \"Begin: ${{ inputs.question }}\"",
                "prompt: [{ file: ../../etc/passwd }]",
                names: ["lead out"]
            )
        ],
        "wf-s-001": [Change("agent: writer\n    prompt: \"Go", "agent: poet\n    prompt: \"Go", names: ["poet"])],
        "wf-s-002": [
            Change(
                "agent: writer\n    prompt: \"Go",
                "agent: wrtier\n    prompt: \"Go",
                names: ["wrtier"],
                guess: "writer"
            )
        ],
        "wf-s-003": [Change("needs: [first]", "needs: [nowhere]", names: ["nowhere"])],
        "wf-s-004": [Change("  second:", "  first:", names: ["first"])],
        "wf-s-005": [
            Change(
                "  writer:\n",
                "  other: a.yaml\n  other: b.yaml\n  writer:\n",
                names: ["other"],
                files: ["a.yaml": "instructions: x", "b.yaml": "instructions: y"]
            )
        ],
        "wf-s-006": [Change("needs: [first]", "needs: [second]", names: ["second"])],
        "wf-s-007": [Change("timeout: 30s", "needs: [second]", names: ["first → second → first"])],
        "wf-s-008": [
            Change(
                "  writer:\n",
                "  a: a.yaml\n  writer:\n",
                names: ["a → b → c → d → e → a"],
                files: Dictionary(
                    uniqueKeysWithValues: zip("abcde", "bcdea").map {
                        ("\($0).yaml", "description: x\ndelegates: [\($1)]")
                    }
                )
            )
        ],
        "wf-s-009": [Change("  second:", rounds + "  second:")],
        "wf-s-010": [Change("timeout: 30s", "retry: { max: 0 }", names: ["0"])],
        "wf-s-011": [Change("timeout: 30s", "retry: { max: -1 }", names: ["-1"])],
        "wf-s-012": [Change("timeout: 30s", "retry: { max: 1000000000 }", names: ["1000000000"])],
        "wf-s-013": [Change("outputs:", "output:", names: ["output"], guess: "outputs")],
        "wf-s-014": [Change("timeout: 30s", "colour: red", names: ["colour"])],
        "wf-s-015": [Change("{ root: data }", "{ rot: data }", names: ["rot"], guess: "root")],
        "wf-s-016": [Change("needs: [first]", "needs: first", names: ["a list"])],
        "wf-s-017": [Change("\"Begin: ${{ inputs.question }}\"", "{ text: [Begin] }", names: ["text"])],
        "wf-s-018": [Change("description: A workflow without a defect.", "description: 3.10")],
        "wf-s-019": [Change("timeout: 30s", "timeout: 30", names: ["30"], guess: "30s")],
        "wf-s-020": [Change("timeout: 30s", "timeout: 10 parsecs", names: ["10 parsecs"])],
        "wf-s-021": [Change("timeout: 30s", "timeout: -30s", names: ["negative"])],
        "wf-s-022": [Change("timeout: 30s", "timeout: 1000000000001s", names: ["1000000000001s"])],
        // An agent's step names no tools, so that one which its agent isn't granted can't be had by it.
        "wf-s-023": [Change("timeout: 30s", "tools: [shell]", names: ["tools"])],
        "wf-s-024": [Change("- read_file: {", "- raed_file: {", names: ["raed_file"], guess: "read_file")],
        "wf-s-026": [Change("model: fast", "model: \"\"", names: ["the name of a model"])],
        "wf-s-027": [Change("  writer:\n", "  other: none.yaml\n  writer:\n", names: ["none.yaml"])],
        "wf-s-029": [link],
        "wf-s-030": [Change("  writer:\n", "  other: .\n  writer:\n", names: ["folder"])],
        "wf-s-031": [
            Change(
                "  writer:\n",
                "  other: me.yaml\n  writer:\n",
                names: ["me → me"],
                files: ["me.yaml": "description: x\ndelegates: [me]"]
            )
        ],
        "wf-s-032": [
            Change(
                "  writer:\n",
                "  other: a0.yaml\n  writer:\n",
                names: ["more than 256 agents"],
                files: Dictionary(
                    uniqueKeysWithValues: (0..<1_000).map {
                        ("a\($0).yaml", "description: x\ndelegates: [a\($0 + 1)]")
                    }
                )
            )
        ],
        "wf-s-033": [
            Change(
                "    prompt: \"Begin: ${{ inputs.question }}\"",
                "    prompt: \"${{ steps.deep.output }}\"",
                names: ["deep", "inner"],
                guess: "steps.inner.output.deep"
            ),
            Change("  second:", "  inner: { steps: { deep: { agent: writer, prompt: x } } }\n  second:"),
        ],
        "wf-s-034": [Change("first.output.title", "first.output.tilte", names: ["tilte"], guess: "title")],
        "wf-s-035": [Change("${{ item }}", "${{ shout(item) }}", names: ["shout"])],
        "wf-s-036": [Change("${{ steps.first.output.title }}", "${{ steps.first.output", names: ["}}"])],
        "wf-s-037": [Change("${{ steps.second.output.title }}", "Told ${{ steps.second.output.title }}")],
        "wf-s-038": [
            Change(steps, "steps: {}\n", names: ["no steps"])
        ],
        "wf-s-039": [Change("  second:", choice + "  second:", names: ["never matches", "ture"])],
        "wf-s-040": [Change("\"['a', 'b', 'c']\"", "inputs.question", names: ["list"])],
        "wf-s-041": [Change("title: { type: string }", "title: { type: strnig }", names: ["strnig"])],
        "wf-s-042": [Change("You write.", "You write with sk-abcdefghijklmnopqrstuvwx1234.", names: ["API key"])],
        "wf-s-043": [
            Change("description:", "descripton:", names: ["descripton"]),
            Change("model: fast", "model: slow", names: ["slow"]),
            Change("{ root: data }", "{ rot: data }", names: ["rot"]),
            Change("timeout: 30s", "timeout: 30", names: ["unit"]),
            Change("needs: [first]", "needs: [nowhere]", names: ["nowhere"]),
            Change("${{ item }}", "${{ itm }}", names: ["itm"]),
        ],
        "wf-s-044": [Change("  each:", "  \"\":", names: ["name"])],
        "wf-s-045": [
            Change("  each:", "  \"e/a\":", names: ["e/a"]), Change("  second:", "  \"sec ond\":", names: ["sec ond"]),
            Change("  first:", "  \"fir\\nst\":", names: ["fir\\nst"]),
        ],
        "wf-s-046": [Change("  each:", "  \(String(repeating: "a", count: 10_000)):", names: ["key"])],
        // The other two names that the case has, `__proto__` and `toString`, don't have the form of names.
        "wf-s-047": [
            Change("  each:", "  constructor: { value: 1 }\n  self: { value: 1 }\n  each:"),
            Change("  title: $", "  both: ${{ [steps.constructor.output, steps.self.output] }}\n  title: $"),
        ],
        "wf-s-048": [
            Change(
                "description:",
                "description:",
                names: ["LAB_KEY"],
                files: ["volery.yaml": project + "providers: { lab: { kind: openai, key: \"${{ env.LAB_KEY }}\" } }"]
            )
        ],
        // "Or refused at the documented count": a file holds 256 KiB; as values such steps are checked in `CheckTests`.
        "wf-s-049": [Change(steps, line, names: ["256 KiB"])],
    ]

    /// Cases that don't apply here, or not yet.
    static let excused: [String: String] = [
        "wf-s-025": "a model is had in many ways, rehearsal among them: a run without one says which"
    ]
}
